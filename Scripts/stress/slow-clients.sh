#!/usr/bin/env bash
# Attacks the bot with slow clients beside idle connections and measures how long commands of others take: make slow-clients, or
# with URL=http://host:port and that bot's SYNOLOGY_BOT_TOKEN.
#
# Without URL it starts the bot on a free port with an empty data directory. IDLE=10000 connections say nothing, CLIENTS=1000
# are slow, and of the commands every other one has a body of 64 KiB. Fails when a command is not answered, when p99 exceeds
# 100 ms, or when the bot's memory reaches 100 MB.
set -euo pipefail
cd "$(dirname "$0")/../.."
clients=${CLIENTS:-1000} idle=${IDLE:-10000}
seconds=${SECONDS_EACH:-15}
export SYNOLOGY_BOT_TOKEN=${SYNOLOGY_BOT_TOKEN:-SlowClientsToken-0123456789}
ulimit -n "$(ulimit -Hn)"

if [ -z "${URL:-}" ]; then
    bot=.build/release/synology-chatgpt
    [ -x "$bot" ] || { echo "$bot is not there: run make release first" >&2; exit 1; }
    data=$(mktemp -d)
    "$bot" serve --host 127.0.0.1 --port 0 --data-dir "$data" 2>"$data/log" &
    pid=$!
    trap 'kill $pid 2>/dev/null; wait $pid 2>/dev/null; rm -rf "$data"' EXIT
    until grep -qs ' listening ' "$data/log"; do
        kill -0 $pid 2>/dev/null || { cat "$data/log" >&2; exit 1; }
        sleep 0.1
    done
    URL=http://127.0.0.1:$(sed -nE 's/.* listening .*port=([0-9]+).*/\1/p' "$data/log")
fi
exec_python() { python3 - "$URL" "$idle" "$clients" "$seconds" "${pid:-}"; }
exec_python <<'PYTHON'
import math, os, socket, sys, time, urllib.parse

url, idle, clients, seconds, pid = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), sys.argv[5]
parts = urllib.parse.urlsplit(url)
address = (parts.hostname, parts.port or 80)
COMMAND = f"token={os.environ['SYNOLOGY_BOT_TOKEN']}&user_id=4&username=alice&text=%2Fmodel".encode()
BODIES = [COMMAND, (COMMAND + b"&padding=").ljust(65_536, b"x")]

def resident():
    """The bot's resident memory in MB; nothing of a bot elsewhere."""
    if not pid: return math.nan
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"): return int(line.split()[1]) * 1024 / 1e6

def connect(buffer=None):
    client = socket.socket()
    if buffer: client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    client.settimeout(5)
    client.connect(address)
    return client

def probe(body):
    """Sends a command on a connection of its own; returns the seconds to its answer, and whether it is one."""
    head = f"POST / HTTP/1.1\r\nHost: probe\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    start = time.monotonic()
    with connect() as client:
        client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        ok = client.recv(4096).startswith(b"HTTP/1.1 200 ")
    return time.monotonic() - start, ok

# What a slow client sends first, what it trickles, and its receive buffer.
ATTACKS = {
    "idle": (b"", b"", None),
    "slow head": (b"GET / HTTP/1.1\r\nHost: slow\r\n", b"X: y\r\n", None),
    "slow body": (b"POST /webhook HTTP/1.1\r\nHost: slow\r\nContent-Length: 60000\r\n\r\n", b"token=", None),
    "stuck body": (b"POST / HTTP/1.1\r\nHost: slow\r\nContent-Length: 65536\r\n\r\n" + BODIES[1][:-1], b"", None),
    "slow read": (b"GET / HTTP/1.1\r\nHost: slow\r\nUser-Agent: Mozilla\r\nAccept: text/html\r\n\r\n" * 40, b"", 2048),
}
failed = False
print(f"{'attack':10} {'idle':>6} {'slow':>6} {'cut':>6} {'commands':>8} {'failed':>6} {'p50 ms':>7} {'p99 ms':>7} {'max ms':>7} {'MB':>6}")
for name, (first, trickle, buffer) in ATTACKS.items():
    waiting, slow, times, bad = [connect() for _ in range(idle)], [], [], 0
    for _ in range(clients):
        client = connect(buffer)
        client.setblocking(False)
        try: client.send(first)
        except OSError: pass
        slow.append(client)
    begun, position, cut, memory = time.monotonic(), 0, set(), resident()
    while time.monotonic() - begun < seconds:
        for _ in range(clients // 60):
            client = slow[position % clients]
            position += 1
            if client in cut: continue
            try:
                if trickle: client.send(trickle)
            except OSError: cut.add(client)
        try:
            taken, ok = probe(BODIES[len(times) % 2])
            times.append(taken)
            bad += not ok
        except OSError: bad += 1
        memory = max(memory, resident())
        time.sleep(0.05)
    for client in slow + waiting: client.close()
    times.sort()
    p50, p99 = (times[int(len(times) * q)] * 1000 for q in (0.5, 0.99))
    print(
        f"{name:10} {idle:6} {clients:6} {len(cut):6} {len(times):8} {bad:6} {p50:7.1f} {p99:7.1f} {times[-1] * 1000:7.1f} {memory:6.1f}",
        flush=True,
    )
    failed |= bad > 0 or p99 > 100 or memory >= 100
sys.exit("slow-clients: a command failed or took over 100 ms, or the memory reached 100 MB" if failed else 0)
PYTHON

#!/usr/bin/env bash
# Attacks a server with slow clients and measures what another client feels: make slow-clients, or with URL=http://host:port.
#
# Without URL it starts the bot on a free port with an empty data directory. Fails when a probe fails or p99 exceeds 100 ms.
set -euo pipefail
cd "$(dirname "$0")/.."
clients=${CLIENTS:-1000}
seconds=${SECONDS_EACH:-15}

if [ -z "${URL:-}" ]; then
    bot=.build/release/synology-chatgpt
    [ -x "$bot" ] || { echo "$bot is not there: run make release first" >&2; exit 1; }
    data=$(mktemp -d)
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    "$bot" serve --host 127.0.0.1 --port "$port" --data-dir "$data" 2>"$data/log" &
    pid=$!
    trap 'kill $pid 2>/dev/null; wait $pid 2>/dev/null; rm -rf "$data"' EXIT
    URL=http://127.0.0.1:$port
fi
ulimit -n "$(ulimit -Hn)"
exec_python() { python3 - "$URL" "$clients" "$seconds" "${pid:-}"; }
exec_python <<'PYTHON'
import selectors, socket, sys, time, urllib.parse

url, clients, seconds, pid = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
parts = urllib.parse.urlsplit(url)
address = (parts.hostname, parts.port or 80)

def resident():
    if not pid: return "-"
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"): return f"{int(line.split()[1]) / 1024:.1f} MiB"

def connect(buffer=None):
    client = socket.socket()
    if buffer: client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    client.settimeout(5)
    client.connect(address)
    return client

def probe():
    start = time.monotonic()
    with connect() as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n\r\n")
        ok = client.recv(4096).startswith(b"HTTP/1.1 ")
    return time.monotonic() - start, ok

# What a slow client sends first, what it trickles, and its receive buffer.
ATTACKS = {
    "idle": (b"", b"", None),
    "slow head": (b"GET / HTTP/1.1\r\nHost: slow\r\n", b"X: y\r\n", None),
    "slow body": (b"POST /webhook HTTP/1.1\r\nHost: slow\r\nContent-Length: 60000\r\n\r\n", b"token=", None),
    "slow read": (b"GET / HTTP/1.1\r\nHost: slow\r\nUser-Agent: Mozilla\r\nAccept: text/html\r\n\r\n" * 40, b"", 2048),
}
failed = False
print(f"{'attack':10} {'clients':>7} {'cut':>6} {'probes':>6} {'failed':>6} {'p50 ms':>7} {'p99 ms':>7} {'max ms':>7}  memory")
for name, (first, trickle, buffer) in ATTACKS.items():
    slow, times, bad = [], [], 0
    for _ in range(clients):
        client = connect(buffer)
        client.setblocking(False)
        try: client.send(first)
        except OSError: pass
        slow.append(client)
    begun, position, cut = time.monotonic(), 0, set()
    while time.monotonic() - begun < seconds:
        for _ in range(clients // 60):
            client = slow[position % clients]
            position += 1
            if client in cut: continue
            try:
                if trickle: client.send(trickle)
            except OSError: cut.add(client)
        try:
            taken, ok = probe()
            times.append(taken)
            bad += not ok
        except OSError: bad += 1
        time.sleep(0.05)
    memory = resident()
    for client in slow: client.close()
    times.sort()
    p50, p99 = (times[int(len(times) * q)] * 1000 for q in (0.5, 0.99))
    print(f"{name:10} {clients:7} {len(cut):6} {len(times):6} {bad:6} {p50:7.1f} {p99:7.1f} {times[-1] * 1000:7.1f}  {memory}")
    failed |= bad > 0 or p99 > 100
sys.exit("slow-clients: a probe failed or took over 100 ms" if failed else 0)
PYTHON

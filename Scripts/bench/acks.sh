#!/usr/bin/env bash
# Durable acknowledgements: wrk posts messages to the release bot over 64 keep-alive connections, each message with a number of its
# own, each acknowledged after its commit with synchronous=FULL. Prints requests a second and p99 of every round.
# ROUNDS=3 SECONDS_EACH=10 CONNECTIONS=64. Fails where an answer is not 200 or a message acknowledged is not in the file.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${ROUNDS:-3} seconds=${SECONDS_EACH:-10} connections=${CONNECTIONS:-64}
bot=.build/release/synology-chatgpt
Scripts/setup.sh load
[ -x "$bot" ] || { echo "$bot is not there: run make release first" >&2; exit 1; }

work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
# A model server that takes connections and never answers: only the acknowledgement is measured.
python3 - >"$work/silent" <<'PYTHON' &
import signal, socket
server = socket.create_server(("127.0.0.1", 0), backlog=128)
print(server.getsockname()[1], flush=True)
signal.pause()
PYTHON
pids+=($!)
until [ -s "$work/silent" ]; do sleep 0.1; done
silent=http://127.0.0.1:$(cat "$work/silent")
cat >"$work/messages.lua" <<'LUA'
local threads = 0
function setup(thread)
    threads = threads + 1
    thread:set("first", threads * 1000000000)
end
function request()
    first = first + 1
    local form = "token=BenchToken-0123456789&user_id=4&username=alice&timestamp=1790000000000&text=Hello%20world&post_id="
    return wrk.format("POST", "/", {["Content-Type"] = "application/x-www-form-urlencoded"}, form .. first)
end
LUA

printf '%8s %10s %10s %10s %12s\n' round req/s p50 p99 'CPU µs/req'
failed=0
for round in $(seq "$rounds"); do
    SYNOLOGY_BOT_TOKEN=BenchToken-0123456789 SYNOLOGY_BASE_URL=$silent OPENAI_API_BASE=$silent/v1 \
        "$bot" serve --host 127.0.0.1 --port 0 --data-dir "$work/data" 2>"$work/log$round" &
    serve=$!
    pids+=("$serve")
    until grep -qs ' listening ' "$work/log$round"; do sleep 0.1; done
    port=$(sed -nE 's/.* listening .*port=([0-9]+).*/\1/p' "$work/log$round")
    before=$(awk '{ print $14 + $15 }' "/proc/$serve/stat")
    out=$(wrk -t2 -c"$connections" -d"${seconds}s" --latency -s "$work/messages.lua" "http://127.0.0.1:$port/")
    ticks=$(($(awk '{ print $14 + $15 }' "/proc/$serve/stat") - before))
    awk -v round="$round" -v ticks="$ticks" '
        / 50%/ { p50 = $2 } / 99%/ { p99 = $2 }
        / requests in / { count = $1 } /^Requests\/sec/ { rate = $2 }
        END { printf "%8d %10.0f %10s %10s %12.1f\n", round, rate, p50, p99, ticks * 10000 / count }' <<<"$out"
    # As if the power went: what was acknowledged must be there.
    kill -KILL "$serve"
    wait "$serve" 2>/dev/null || true
    acknowledged=$(awk '/ requests in / { print $1 }' <<<"$out")
    kept=$(python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM inbox").fetchone()[0])' \
        "$work/data/bot.sqlite3")
    if grep -E 'Non-2xx|Socket errors' <<<"$out" || [ "$kept" -lt "$acknowledged" ]; then
        echo "bench-acks: $acknowledged acknowledged, $kept kept" >&2
        failed=1
    fi
    rm -rf "$work/data"
done
exit $failed

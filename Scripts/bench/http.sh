#!/usr/bin/env bash
# The HTTP parser and a trivial handler under wrk, beside nginx `return 200` in the same run where nginx is installed.
# ROUNDS=3 SECONDS_EACH=5 CONNECTIONS=64
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${ROUNDS:-3} seconds=${SECONDS_EACH:-5} connections=${CONNECTIONS:-64}
Scripts/setup.sh load
swift build -q --package-path Benchmarks --scratch-path .build-bench -c release --product http
tool=.build-bench/release/http
"$tool" parse

work=$(mktemp -d)
"$tool" serve 18080 &
server=$!
nginx=
trap 'kill $server $nginx 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
ports=(18080)
if command -v nginx >/dev/null; then
    cat >"$work/nginx.conf" <<CONFIGURATION
worker_processes 2; daemon off; pid $work/pid; error_log /dev/null;
events { worker_connections 4096; }
http {
    access_log off; keepalive_requests 1000000000;
    server { listen 127.0.0.1:18081; location / { return 200 "hello world\n"; } }
}
CONFIGURATION
    nginx -c "$work/nginx.conf" &
    nginx=$!
    ports+=(18081)
fi
sleep 0.5
printf '%-6s %-12s %10s %10s %12s\n' server connection req/s p99 'CPU µs/req'
for _ in $(seq "$rounds"); do
    for connection in keep-alive close; do
        for port in "${ports[@]}"; do
            before=$(awk '{ print $14 + $15 }' "/proc/$server/stat")
            out=$(wrk -t2 -c"$connections" -d"${seconds}s" --latency -H "Connection: $connection" "http://127.0.0.1:$port/")
            ticks=$(($(awk '{ print $14 + $15 }' "/proc/$server/stat") - before))
            awk -v port="$port" -v connection="$connection" -v ticks="$ticks" '
                / 99%/ { p99 = $2 }
                / requests in / { count = $1 }
                /^Requests\/sec/ { rate = $2 }
                /Non-2xx|Socket errors/ { print "  " $0 }
                END {
                    cpu = port == 18080 ? sprintf("%.1f", ticks * 10000 / count) : "-"
                    printf "%-6s %-12s %10.0f %10s %12s\n", port == 18080 ? "ours" : "nginx", connection, rate, p99, cpu
                }' <<<"$out"
        done
    done
done

#!/usr/bin/env bash
# Installs what a fresh Debian 12 with Swift 6.3 lacks for building: the headers of libcurl and SQLite; with the word
# `tests` also what tests start: openssl and python3, for servers behind TLS; with `load` what benchmarks of servers drive
# and compare them with: wrk and nginx.
# Does nothing, and needs no network, where they are there already.
set -euo pipefail

missing=()
[ -e /usr/include/sqlite3.h ] || missing+=(libsqlite3-dev)
compgen -G "/usr/include/*/curl/curl.h" >/dev/null || [ -e /usr/include/curl/curl.h ] || missing+=(libcurl4-openssl-dev)
command -v pkg-config >/dev/null || missing+=(pkg-config)
if [ "${1:-}" = tests ]; then
    for tool in openssl python3; do command -v "$tool" >/dev/null || missing+=("$tool"); done
fi
if [ "${1:-}" = load ]; then
    for tool in wrk nginx; do command -v "$tool" >/dev/null || missing+=("${tool/nginx/nginx-light}"); done
fi
command -v swift >/dev/null || { echo "setup: Swift 6.3 is not installed: see https://www.swift.org/install/linux/" >&2; exit 1; }
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "setup: install these with your package manager: ${missing[*]}" >&2
    exit 1
fi
root=()
[ "$(id -u)" = 0 ] || root=(sudo)
echo "setup: installing ${missing[*]}"
"${root[@]}" apt-get update -qq
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null

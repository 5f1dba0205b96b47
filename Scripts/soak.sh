#!/usr/bin/env bash
# Sends messages of many users for MINUTES while the simulated Synology Chat misbehaves, and checks that every user reads
# every answer in order.
set -euo pipefail
cd "$(dirname "$0")/.."
for word in "$@"; do
    case $word in
        MINUTES=*) export "${word?}" ;;
        *) echo "usage: $0 [MINUTES=n]" >&2; exit 64 ;;
    esac
done
export MINUTES="${MINUTES:-10}"
swift test --disable-xctest --filter AppTests.SoakTests | grep -E "soak:|✘|✔ Test run"

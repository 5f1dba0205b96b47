#!/usr/bin/env bash
# Kills the delivery engine ROUNDS times with SIGKILL between two of its writes and posts, each time in a process of its
# own, and checks that every acknowledged message was answered once, in order, with the right history.
set -euo pipefail
cd "$(dirname "$0")/.."
for word in "$@"; do
    case $word in
        ROUNDS=*) export "${word?}" ;;
        *) echo "usage: $0 [ROUNDS=n]" >&2; exit 64 ;;
    esac
done
export ROUNDS="${ROUNDS:-100}"
swift test --disable-xctest --filter AppTests.CrashTests | grep -E "crash test|✘|✔ Test run"

#!/usr/bin/env bash
# Kills the bot with SIGKILL and checks that every acknowledged message was answered once, in order, with the right history.
#
# Twice ROUNDS kills: of the delivery engine alone, between two of its writes and posts (CrashTests.swift), and of the whole
# program beside two simulators, at random moments and at counted points (crash-test.py). Needs a build for tests: release
# builds know nothing of FAULT_AT.
set -euo pipefail
cd "$(dirname "$0")/.."
for word in "$@"; do
    case $word in
        ROUNDS=* | USERS=* | SEED=*) export "${word?}" ;;
        *) echo "usage: $0 [ROUNDS=n] [USERS=n] [SEED=n]" >&2; exit 64 ;;
    esac
done
export ROUNDS="${ROUNDS:-20}"
python3 Scripts/crash-test.py --program "$(swift build --show-bin-path)/synology-chatgpt" \
    --rounds "$ROUNDS" --users "${USERS:-40}" ${SEED:+--seed "$SEED"}
swift test --skip-build --disable-xctest --filter AppTests.CrashTests | grep -E "crash test|✘|✔ Test run"

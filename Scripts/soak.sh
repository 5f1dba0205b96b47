#!/usr/bin/env bash
# USERS people write to the bot for MINUTES while the simulated Synology Chat and the simulated model misbehave; see soak.py.
set -euo pipefail
cd "$(dirname "$0")/.."
for word in "$@"; do
    case $word in
        MINUTES=* | USERS=* | SEED=*) export "${word?}" ;;
        *) echo "usage: $0 [MINUTES=n] [USERS=n] [SEED=n]" >&2; exit 64 ;;
    esac
done
exec python3 Scripts/soak.py --program .build/release/synology-chatgpt --minutes "${MINUTES:-10}" \
    --users "${USERS:-500}" ${SEED:+--seed "$SEED"}

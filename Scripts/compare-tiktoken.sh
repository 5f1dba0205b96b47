#!/usr/bin/env bash
# Compares with the real tiktoken: random texts for MINUTES (default 10), 10,000 conversations, and FILE if given.
set -euo pipefail
cd "$(dirname "$0")/.."
. Scripts/tiktoken-environment.sh
swift build -c release --product synology-chatgpt
exec "$python" Scripts/compare-tiktoken.py .build/release/synology-chatgpt "${MINUTES:-10}" ${FILE:+"$FILE"}

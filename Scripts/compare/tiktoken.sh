#!/usr/bin/env bash
# Compares with the real tiktoken: FILE or the sources at hand, 60,000 conversations, and random texts for MINUTES
# (default 10) in PROCESSES (default one a processor).
set -euo pipefail
cd "$(dirname "$0")/../.."
. Scripts/compare/tiktoken-environment.sh
swift build -q -c release --product synology-chatgpt
exec "$python" Scripts/compare/tiktoken-lines.py .build/release/synology-chatgpt "${MINUTES:-10}" ${FILE:+"$FILE"}

#!/usr/bin/env bash
# Compares the JSON, form and event-stream codecs with Python's json, urllib.parse and httpx-sse: differential-codecs.sh [CASES] [SEED].
set -euo pipefail
cd "$(dirname "$0")/.."
build=.build-bench
swift build -c release --package-path Benchmarks --scratch-path $build --product codec-lines >&2
[ -x $build/venv/bin/python ] || python3 -m venv $build/venv >&2
$build/venv/bin/pip install --quiet httpx-sse httpx >&2
exec $build/venv/bin/python Scripts/differential-codecs.py $build/release/codec-lines "$@"

#!/usr/bin/env bash
# Compares the codecs with other readers: JSON with Python's json, forms with urllib.parse, event streams with httpx-sse, HTTP
# with h11 and llhttp. differential.sh [CASES a codec = 20000] [SEED = 1]. Exit 1 on a difference that Specs/ does not explain.
set -euo pipefail
cd "$(dirname "$0")/../.."
cases=${1:-20000} seed=${2:-1}
build=.build-bench
swift build -c release --package-path Benchmarks --scratch-path $build --product codec-lines >&2
if [ ! -e $build/venv/differential-ready ]; then
    python3 -m venv $build/venv >&2
    $build/venv/bin/pip install --quiet httpx-sse==0.4.3 httpx==0.28.1 h11==0.16.0 httptools==0.9.0 >&2
    touch $build/venv/differential-ready
fi
$build/venv/bin/python Scripts/compare/codec-peers.py $build/release/codec-lines "$cases" "$seed"
$build/venv/bin/python Scripts/compare/http-peers.py $build/release/codec-lines --mutations "$cases" --seed "$seed"

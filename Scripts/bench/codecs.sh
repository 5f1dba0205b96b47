#!/usr/bin/env bash
# Measures the JSON, form and event-stream codecs beside Foundation's JSONDecoder, Python's json, orjson and simdjson, all in one
# run over the same bytes. Prints megabytes of input a second, medians of eleven rounds.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=.build-bench
swift build -c release --package-path Benchmarks --scratch-path $build --product codecs >&2
[ -x $build/venv/bin/python ] || python3 -m venv $build/venv >&2
$build/venv/bin/pip install --quiet orjson pysimdjson >&2 || echo "bench-codecs: no PyPI; orjson and simdjson are left out" >&2
rm -rf $build/corpus
mkdir -p $build/corpus
{
    $build/release/codecs --corpus $build/corpus
    $build/venv/bin/python Scripts/bench/codecs-peers.py $build/corpus
} | sort -t$'\t' -k2,2 -k3,3nr | awk -F'\t' '{ printf "%-22s %-48s %6d MB/s\n", $2, $1, $3 }'

#!/usr/bin/env bash
# Measures the splitter and the tokenizer over texts of two lengths; fails where ten times the text takes more than 35 times as long.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=.build-bench
swift build -c release --package-path Benchmarks --scratch-path $build --product linear >&2
$build/release/linear

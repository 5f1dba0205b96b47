#!/usr/bin/env bash
# The tokenizer beside its peers from PyPI, in one run on the same texts, one thread.
set -euo pipefail
cd "$(dirname "$0")/.."
. Scripts/tiktoken-environment.sh
for peer in gigatoken fastokens toktok-rs splintr-rs quicktok-v1 rs-bpe; do
  "$python" -m pip -q install "$peer" || echo "$peer does not install here"
done
[ -f Benchmarks/corpora/english.txt ] || python3 Scripts/tokenizer-texts.py Benchmarks/corpora
swift build -c release --package-path Benchmarks --product tokenizer
for encoding in cl100k_base o200k_base; do
  "$python" Scripts/bench-tokenizer.py Benchmarks/.build/release/tokenizer "$encoding" \
    Benchmarks/corpora/{english,chinese,mixed,code,letter,letters,space}.txt
done

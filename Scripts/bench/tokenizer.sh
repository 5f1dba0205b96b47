#!/usr/bin/env bash
# The tokenizer beside its peers from PyPI, in one run on the same texts, one thread. ROUNDS=7; SMALL=1 takes a tenth of
# the texts and no peer but tiktoken.
set -euo pipefail
cd "$(dirname "$0")/../.."
. Scripts/compare/tiktoken-environment.sh
peers=()
if [ -z "${SMALL:-}" ]; then
    for package in gigatoken fastokens toktok-rs:toktok splintr-rs:splintr quicktok-v1:quicktok rs-bpe:rs_bpe; do
        if "$python" -m pip -q install "${package%:*}" 2>/dev/null; then
            peers+=("${package#*:}")
        else
            echo "${package%:*} does not install here"
        fi
    done
fi
texts=Benchmarks/corpora
[ -f $texts/base64.new.txt ] || python3 Scripts/bench/tokenizer-texts.py $texts >/dev/null
swift build -q -c release --product synology-chatgpt
swift build -q -c release --package-path Benchmarks --scratch-path .build-bench --product tokenizer
"$python" Scripts/bench/tokenizer.py .build-bench/release/tokenizer .build/release/synology-chatgpt $texts "${peers[@]}"

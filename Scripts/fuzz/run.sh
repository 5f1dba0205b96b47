#!/usr/bin/env bash
# Fuzzes every parser: run.sh [SECONDS a target = 60] [TARGET …]. Seeds come from Specs/, found inputs stay in .build-fuzz/corpus.
# Exit 1 on a crash, a hang or growth; the input that did it lies in .build-fuzz/failures and belongs into Specs/ as a vector.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
shift || true

# swift-backtrace can hang after a crash while it holds the pipe.
export SWIFT_BACKTRACE=enable=no
build=.build-fuzz
mkdir -p $build
swift build --package-path Fuzz -c release --sanitize fuzzer --scratch-path $build >$build/build.log 2>&1 || {
    grep -E "error" $build/build.log >&2
    exit 1
}

targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=($(ls Fuzz/Sources))
python3 Scripts/fuzz/seeds.py $build/seeds
mkdir -p $build/failures
failed=0
for target in "${targets[@]}"; do
    [ -x "$build/release/$target" ] || { echo "fuzz: $target was not built" >&2; exit 1; }
    corpus=$build/corpus/$target
    mkdir -p "$corpus" "$build/seeds/$target"
    status=0
    "$build/release/$target" "$corpus" "$build/seeds/$target" -max_total_time="$seconds" -max_len=4096 -timeout=5 \
        -rss_limit_mb=512 -artifact_prefix="$build/failures/$target-" -print_final_stats=1 \
        >"$build/$target.log" 2>&1 || status=$?
    runs=$(awk '/number_of_executed_units/ { print $2 }' "$build/$target.log")
    peak=$(awk '/peak_rss_mb/ { print $2 }' "$build/$target.log")
    if [ $status = 0 ]; then
        echo "fuzz: $target: ${runs:-0} runs in $seconds s, no crash, no hang, peak ${peak:-?} MB"
    else
        echo "fuzz: $target FAILED (exit $status): see $build/$target.log and $build/failures/" >&2
        grep -m3 -E "ERROR|Fatal|Precondition|preconditionFailure" "$build/$target.log" >&2 || true
        failed=1
    fi
done
exit $failed

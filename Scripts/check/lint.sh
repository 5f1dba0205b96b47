#!/usr/bin/env bash
# Style and structure: formatting, the direction of imports, no Foundation below the shell, no oversized file, no test that
# depends on how fast the machine is.
set -euo pipefail
cd "$(dirname "$0")/../.."

folders=(Sources Tests Package.swift)
for nested in Fuzz Benchmarks; do
    [ -e "$nested/Package.swift" ] && folders+=("$nested/Package.swift" "$nested/Sources")
done
swift format lint --strict --recursive --parallel "${folders[@]}"
echo "lint: formatting is clean"

failed=0
complain() {
    echo "lint: $1" >&2
    failed=1
}
import='^\s*(public |internal |package |private )?import'
pure=(Sources/Wire Sources/SynoWire Sources/OpenAIWire Sources/Tokenizer Sources/Bot)
if grep -rnE "$import (Foundation|FoundationEssentials|Glibc|Dispatch)\b" "${pure[@]}"; then
    complain "a pure module imports a platform library (above)"
fi
if grep -rnE "$import Foundation\s*$" Sources; then
    complain "import FoundationEssentials instead: full Foundation brings 44 MB of ICU (above)"
fi
if grep -rnI --include='*.swift' 'try!' Sources; then
    complain "try! is forbidden (above)"
fi
# A written proof stands in the comment above each @unchecked Sendable.
while IFS=: read -r file line _; do
    above=$(head -n "$line" "$file" | tail -n 12)
    grep -q 'Proof:' <<<"$above" || complain "$file:$line: @unchecked Sendable needs a proof in the comment above it (Proof: …)"
done < <(grep -rn '@unchecked Sendable' Sources || true)
# A machine may be slow: tests wait for events (Tests/TestSupport/Patience.swift), and what is measured is no test.
clocks='\.timeLimit\(|ContinuousClock|SuspendingClock|clock_gettime|gettimeofday|DispatchTime|asyncAfter|usleep|nanosleep'
clocks+='|Task\.sleep|Thread\.sleep|forTimeInterval|timeout: \.now\(\)|timeIntervalSinceNow'
if grep -rnE --include='*.swift' "$clocks" Tests | grep -v '^Tests/TestSupport/Patience.swift:'; then
    complain "a test has a clock, a pause or a time limit of its own: wait with Patience, measure in Benchmarks/ or Scripts/ (above)"
fi
if grep -rnE --include='*.swift' '(wait|drain|flush|posts|texts|receive|everything|responses)\([^)]*\b(seconds|within|timeout): *[1-9]' Tests; then
    complain "a test gives up after a time of its own: leave it to Patience.seconds (above)"
fi
while read -r lines file; do
    [ "$file" = total ] || [ "$lines" -le 320 ] || complain "$file has $lines lines: split it (limit 320)"
done < <(find Sources -name '*.swift' -print0 | xargs -0 wc -l)
[ $failed = 0 ] && echo "lint: structure is clean"
exit $failed

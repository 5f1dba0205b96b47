#!/usr/bin/env bash
# Prints the line coverage of the pure modules after a test run with --enable-code-coverage, also to Reports/coverage.txt;
# fails below 97 %.
set -euo pipefail
cd "$(dirname "$0")/../.."
floor=${COVERAGE_FLOOR:-97}

# The toolchain's own llvm-cov: a system one may be too old for the profile's format.
tool="$(dirname "$(readlink -f "$(command -v swift)")")/llvm-cov"
profile=.build/debug/codecov/default.profdata
binary=$(find .build/debug/ -maxdepth 1 -name '*PackageTests.xctest')
mkdir -p Reports
: >Reports/coverage.txt
failed=0
for module in Wire SynoWire OpenAIWire Tokenizer Bot; do
    # Columns of the total: regions, missed, cover, functions, missed, executed, lines, missed, cover, branches …
    read -r regions lines < <("$tool" report "$binary" -instr-profile "$profile" "Sources/$module" |
        awk '$1 == "TOTAL" { gsub("%", ""); print $4, $10 }')
    printf 'coverage: %-12s lines %6s %%  regions %6s %%\n' "$module" "$lines" "$regions" |
        tee -a Reports/coverage.txt
    awk -v have="$lines" -v want="$floor" 'BEGIN { exit !(have + 0 < want + 0) }' && failed=1
done
[ $failed = 0 ] || echo "coverage: a pure module is below $floor % of its lines" >&2
exit $failed

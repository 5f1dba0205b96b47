#!/usr/bin/env bash
# Brings the README's figures up to date and prints the matrix of requirements and tests, after a run of all tests:
# Reports/requirements.md and Reports/requirements.html.
set -euo pipefail
cd "$(dirname "$0")/../.."

output=$(swift test --skip-build --disable-xctest --enable-code-coverage --filter SpecTests 2>&1) || true
line=$(grep -oE 'prints it\): \*\*[0-9]+ requirements · .* golden files\*\*' <<<"$output" | head -1 | cut -d' ' -f3- || true)
if [ -n "$line" ]; then
    sed -i -E "s/^\*\*[0-9]+ requirements · .*\*\*$/$line/" README.md README.zh-CN.md
    echo "README.md now says: $line"
fi
python3 Scripts/check/report.py
cat Reports/requirements.md

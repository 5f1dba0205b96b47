#!/usr/bin/env bash
# Writes the matrix of requirements and tests to Reports/requirements.md, prints it, and brings the README's line of
# figures up to date.
set -euo pipefail
cd "$(dirname "$0")/.."

output=$(swift test --disable-xctest --enable-code-coverage --filter SpecTests 2>&1) || true
line=$(grep -oE 'prints it\): \*\*[0-9]+ requirements · .* golden files\*\*' <<<"$output" | head -1 | cut -d' ' -f3- || true)
if [ -n "$line" ]; then
    sed -i -E "s/^\*\*[0-9]+ requirements · .*\*\*$/$line/" README.md README.zh-CN.md
    echo "README.md now says: $line"
fi
cat Reports/requirements.md

#!/usr/bin/env bash
# Builds with the given flags of `swift build`, and prints a line a module instead of one a file; warnings and errors whole.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build --explicit-target-dependency-import-check error "$@" 2>&1 | awk '
    /^\[[0-9]+\/[0-9]+\]/ {
        if (($2 == "Compiling" || $2 == "Linking") && !(($2, $3) in seen)) {
            seen[$2, $3] = 1
            print tolower($2), $3
            fflush()
        }
        next
    }
    { print; fflush() }'

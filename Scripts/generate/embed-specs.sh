#!/usr/bin/env bash
# Writes Sources/CSpecs/CSpecs.c anew: the requirements and vectors that `conformance` carries. Run it after a file was
# added to Specs/ or taken away; changed files need nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."

files=$(find Specs -name '*.jsonl' -o -name SPEC.md | LC_ALL=C sort)
{
    printf '// Made by Scripts/generate/embed-specs.sh.\n#include "CSpecs.h"\n'
    number=0
    for file in $files; do
        printf '\nstatic const uint8_t file%d[] = {\n#embed "../../%s"\n};\n' "$number" "$file"
        number=$((number + 1))
    done
    printf '\nstatic const struct cspecs_file files[] = {\n'
    number=0
    for file in $files; do
        printf '    {"%s", file%d, sizeof file%d},\n' "$file" "$number" "$number"
        number=$((number + 1))
    done
    printf '};\n\nconst struct cspecs_file *cspecs_files(void) { return files; }\n'
    printf '\nsize_t cspecs_count(void) { return sizeof files / sizeof files[0]; }\n'
} >Sources/CSpecs/CSpecs.c

#!/usr/bin/env bash
# Proves on the built objects that the pure modules reach for no Foundation, Dispatch or I/O of the C library,
# and on the built program that it links no ICU and exports getentropy.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:-.build/debug}

failed=0
platform=' (fopen|open|open64|read|write|socket|connect|time|clock_gettime|gettimeofday|getenv|pthread_create|dispatch_[a-z_]*)$|\$s10Foundation|\$s20FoundationEssentials'
for module in Wire SynoWire OpenAIWire Tokenizer Bot; do
    mapfile -t objects < <(find "$build/$module.build" -name '*.o')
    [ ${#objects[@]} -gt 0 ] || { echo "linkage: $module is not built in $build" >&2; exit 1; }
    found=$(nm --undefined-only "${objects[@]}" | grep -E "$platform" || true)
    if [ -n "$found" ]; then
        echo "linkage: $module reaches for the platform:" >&2
        head -5 <<<"$found" >&2
        failed=1
    fi
done
if ldd "$build/synology-chatgpt" | grep -E 'libFoundation\.so|_FoundationICU|libFoundationNetworking'; then
    echo "linkage: the program links full Foundation (above)" >&2
    failed=1
fi
if ! nm --dynamic --defined-only "$build/synology-chatgpt" | grep -qw getentropy; then
    echo "linkage: the program exports no getentropy: https fails on kernels without getrandom(2)" >&2
    failed=1
fi
[ $failed = 0 ] && echo "linkage: the pure modules are pure; the program links no ICU and exports getentropy"
exit $failed

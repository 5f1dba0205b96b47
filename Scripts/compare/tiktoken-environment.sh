# Sourced from the repository's root: a virtual environment with tiktoken and its two vocabularies; $python runs in it.
# The vocabularies come from a package of PyPI, as the address that tiktoken itself asks is not always reachable.
environment=$PWD/.build-python
python=$environment/bin/python
export TIKTOKEN_CACHE_DIR=$environment/vocabularies RAYON_NUM_THREADS=1 PIP_DISABLE_PIP_VERSION_CHECK=1
sums="223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7  9b5ad71b2ce5302211f9c61530b329a4922fc6a4
446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d  fb374d419588a4632f3f557e76b4b70aebbca790"

if ! "$python" -c 'import tiktoken, numpy' 2>/dev/null; then
    rm -rf "$environment"
    if ! python3 -m venv "$environment" >/dev/null 2>&1; then
        root=()
        [ "$(id -u)" = 0 ] || root=(sudo)
        "${root[@]}" apt-get update -qq
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
        rm -rf "$environment"
        python3 -m venv "$environment"
    fi
    "$python" -m pip -q install tiktoken==0.14.0 numpy
fi
if ! (cd "$TIKTOKEN_CACHE_DIR" && sha256sum --quiet -c <<<"$sums") 2>/dev/null; then
    rm -rf "$environment/wheel" "$TIKTOKEN_CACHE_DIR"
    "$python" -m pip -q download --no-deps --dest "$environment/wheel" llama-index-core==0.14.25
    "$python" -m zipfile -e "$environment"/wheel/*.whl "$environment/wheel/unpacked"
    mkdir -p "$TIKTOKEN_CACHE_DIR"
    cp "$environment"/wheel/unpacked/llama_index/core/_static/tiktoken_cache/* "$TIKTOKEN_CACHE_DIR/"
    rm -rf "$environment/wheel"
    (cd "$TIKTOKEN_CACHE_DIR" && sha256sum --quiet -c <<<"$sums")
fi

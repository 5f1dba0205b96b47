# Sourced: makes a virtual environment with tiktoken and the vocabularies; $python runs in it.
environment=${TMPDIR:-/tmp}/synology-chatgpt-tiktoken
python=$environment/bin/python
if [ ! -x "$python" ]; then
  python3 -m venv "$environment"
  "$python" -m pip -q install tiktoken numpy
fi
export TIKTOKEN_CACHE_DIR=$environment/cache RAYON_NUM_THREADS=1
if [ ! -d "$TIKTOKEN_CACHE_DIR" ]; then
  mkdir -p "$TIKTOKEN_CACHE_DIR.new"
  if [ -d ../shared/vocab ]; then
    cp ../shared/vocab/cl100k_base.tiktoken "$TIKTOKEN_CACHE_DIR.new/9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
    cp ../shared/vocab/o200k_base.tiktoken "$TIKTOKEN_CACHE_DIR.new/fb374d419588a4632f3f557e76b4b70aebbca790"
  else
    "$python" -m pip -q download --no-deps -d "$environment/wheel" llama-index-core
    (cd "$environment/wheel" && "$python" -m zipfile -e ./*.whl unpacked)
    cp "$environment"/wheel/unpacked/llama_index/core/_static/tiktoken_cache/* "$TIKTOKEN_CACHE_DIR.new/"
  fi
  mv "$TIKTOKEN_CACHE_DIR.new" "$TIKTOKEN_CACHE_DIR"
fi

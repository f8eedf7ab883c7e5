#!/usr/bin/env bash
# A black-box suite in Node's test runner against servers with PostgreSQL behind nginx; needs target/interop-api.jar and nginx.
# usage: contract.sh SERVERS SUITE [FILES]      SUITE: a folder with package.json and test/*.test.mjs that takes BASE_URL
# PORT (4790), HISTORY (what starts the servers) and FOLDER can be set.
set -euo pipefail
servers=${1:?how many servers} suite=$(cd "${2:?folder of the suite}" && pwd)
shift 2
cd "$(dirname "$0")/../../.."
port=${PORT:-4790}
history=${HISTORY:-src/test/reliability/history.sh}
folder=${FOLDER:-$(mktemp -d)}
export EDIT_TOKEN=contract-token PUBLISHED_EDIT_TOKEN=contract-token
export LLM_MODELS_GOOGLE_INCLUDE='g-one, g-two'
export DEBUG_LLM_REQUESTS=1 PUBLISH_LLM_DEBUG_LOGS_OPENLY=1 EXPECT_DEBUG_LOGS=1
export CORS_ALLOWED_ORIGINS="${CORS_ALLOWED_ORIGINS:-*}"
export BASE_URL="http://127.0.0.1:$port"
mkdir -p "$folder/llm" "$folder/suite"
export LLM_DEBUG_DIR=$folder/llm
unset START_CMD PORT
mkfifo "$folder/input"
# shellcheck disable=SC2086 # a command with its arguments
$history serve --postgresql --servers "$servers" --port "$port" --folder "$folder/servers" \
  < "$folder/input" > "$folder/serve.log" 2>&1 &
serving=$!
exec 8> "$folder/input"
end() {
  exec 8>&-
  wait "$serving" || true
  [ -n "${FOLDER:-}" ] || rm -rf "$folder"
}
trap end EXIT
cp -r "$suite/." "$folder/suite"
cd "$folder/suite"
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund
until grep -q '^serves at' "$folder/serve.log"; do
  kill -0 "$serving" 2> "$folder/ended" || { cat "$folder/serve.log"; exit 1; }
  sleep 0.5
done
[ $# -gt 0 ] || set -- test/*.test.mjs
node --test --test-reporter="${REPORTER:-spec}" "$@"

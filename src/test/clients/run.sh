#!/usr/bin/env bash
# Starts the packaged server on a free port with an empty store, lets the clients take part, and stops it again.
#
#   ./run.sh                    # every *.test.mjs
#   ./run.sh mcp.test.mjs       # some
#
# JAR names the jar (default: target/interop-api.jar of this checkout); BASE_URL uses a server that runs already, whose model
# provider MODEL_PORT then is (OPENAI_BASE_URL=http://127.0.0.1:MODEL_PORT/v1), or tools.test.mjs is left out.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --no-audit --no-fund
[ $# -gt 0 ] || set -- *.test.mjs

root=$(cd ../../.. && pwd)
jar=${JAR:-$root/target/interop-api.jar}
work=$(mktemp -d)
servers=()
stop() {
  for server in "${servers[@]}"; do kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; done
  rm -rf "$work"
}
trap stop EXIT

# start NAME [VARIABLE=VALUE...]: starts a server and sets BASE_URL to its address.
start() {
  local log="$work/$1.log"
  [ -f "$jar" ] || { echo "There is no $jar; build it with: mvn -DskipTests package" >&2; exit 1; }
  env PORT=0 ADMIN_PORT=0 DB_PATH="$work/$1.db" "${@:2}" java -jar "$jar" server >"$log" 2>&1 &
  servers+=($!)
  for _ in $(seq 1 300); do
    BASE_URL=$(sed -n 's/^Chitchat is ready at \(http[^ ]*\).*/\1/p' "$log")
    [ -z "$BASE_URL" ] || break
    kill -0 "${servers[-1]}" 2>/dev/null || break
    sleep 0.2
  done
  [ -n "$BASE_URL" ] || { echo "The server did not start:" >&2; cat "$log" >&2; exit 1; }
  export BASE_URL
}

# connect is the command of the jar that is tried; only Node 22 has WebSockets without being asked.
if [ -z "${CONNECT:-}" ] && [ -f "$jar" ]; then export CONNECT="java -jar $jar connect"; fi
# The Java SDK of A2A 0.3 plays as programs of their own: a client in the pairs, a server that is called.
if [ -z "${JAVA_A2A:-}" ] && [[ " $* " == *" pairs.test.mjs "* || " $* " == *" dial.test.mjs "* ]]; then
  mvn -q -B -f ../a2a-0.3/pom.xml dependency:copy-dependencies
  mkdir -p "$root/target/a2a-0.3-classes"
  javac -d "$root/target/a2a-0.3-classes" -cp "$root/target/a2a-0.3/*" ../a2a-0.3/*.java
  sdk="java -cp $root/target/a2a-0.3-classes:$root/target/a2a-0.3/*"
  export JAVA_A2A="$sdk A2aSeatPlayer" JAVA_A2A_SERVER="$sdk A2aAgentServer"
fi
try() { node --experimental-websocket --test --test-reporter=spec "$@"; }

# The agents of the other tests are rehearsed, so the one with a model has a server of its own.
others=()
for file in "$@"; do [ "$file" = tools.test.mjs ] || others+=("$file"); done
failed=0
given=${BASE_URL:-}
if [ ${#others[@]} -gt 0 ]; then
  [ -n "$given" ] || start rehearsed
  try "${others[@]}" || failed=1
fi
if [[ " $* " == *" tools.test.mjs "* ]]; then
  if [ -z "$given" ]; then
    MODEL_PORT=$(node -p "const s = require('net').createServer().listen(0); const p = s.address().port; s.close(); p")
    export MODEL_PORT
    start modelled OPENAI_BASE_URL="http://127.0.0.1:$MODEL_PORT/v1" OPENAI_MODELS=written-down
  fi
  try tools.test.mjs || failed=1
fi
exit $failed

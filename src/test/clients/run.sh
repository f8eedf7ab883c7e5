#!/usr/bin/env bash
# Starts the packaged server on a free port with an empty store, lets the clients take part, and stops it again.
#
#   ./run.sh                    # every *.test.mjs
#   ./run.sh mcp.test.mjs       # some
#
# JAR names the jar (default: target/interop-api.jar of this checkout); BASE_URL uses a server that runs already.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --no-audit --no-fund
[ $# -gt 0 ] || set -- *.test.mjs

if [ -z "${BASE_URL:-}" ]; then
  jar=${JAR:-$PWD/../../../target/interop-api.jar}
  [ -f "$jar" ] || { echo "There is no $jar; build it with: mvn -DskipTests package" >&2; exit 1; }
  work=$(mktemp -d)
  env PORT=0 ADMIN_PORT=0 DB_PATH="$work/data.db" java -jar "$jar" server >"$work/server.log" 2>&1 &
  server=$!
  trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
  for _ in $(seq 1 300); do
    BASE_URL=$(sed -n 's/^Chitchat is ready at \(http[^ ]*\).*/\1/p' "$work/server.log")
    [ -z "$BASE_URL" ] || break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  [ -n "$BASE_URL" ] || { echo "The server did not start:" >&2; cat "$work/server.log" >&2; exit 1; }
  export BASE_URL
fi
# connect is the command of the jar that is tried; only Node 22 has WebSockets without being asked.
jar=${JAR:-$PWD/../../../target/interop-api.jar}
if [ -z "${CONNECT:-}" ] && [ -f "$jar" ]; then export CONNECT="java -jar $jar connect"; fi
# The Java SDK of A2A 0.3 plays as a program of its own.
if [ -z "${JAVA_A2A:-}" ] && [[ " $* " == *" pairs.test.mjs "* ]]; then
  mvn -q -B -f ../a2a-0.3/pom.xml dependency:copy-dependencies
  root=$(cd ../../.. && pwd)
  mkdir -p "$root/target/a2a-0.3-classes"
  javac -d "$root/target/a2a-0.3-classes" -cp "$root/target/a2a-0.3/*" ../a2a-0.3/A2aSeatPlayer.java
  export JAVA_A2A="java -cp $root/target/a2a-0.3-classes:$root/target/a2a-0.3/* A2aSeatPlayer"
fi
node --experimental-websocket --test --test-reporter=spec "$@"

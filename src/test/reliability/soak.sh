#!/usr/bin/env bash
# Mixed load on one packaged server for hours: memory, threads and descriptors have to stay level. docs/reliability.md
# usage: soak.sh [MINUTES=240] [FOLDER=target/soak]      PORT (4690) and PORT + 1 are used; JAR, HISTORY replace what is run
# The load is the history checker without faults, so the answers are checked as well. Ends with 1 when a figure grew by more
# than a fifth between the second quarter of the time and the last one.
set -euo pipefail
cd "$(dirname "$0")/../../.."
minutes=${1:-240} folder=${2:-target/soak} port=${PORT:-4690}
jar=${JAR:-$PWD/target/interop-api.jar}
history=${HISTORY:-src/test/reliability/history.sh}
mkdir -p "$folder"
figures=$folder/figures.csv
CHITCHAT_ARCHIVE=off DB_PATH=$folder/soak.db PORT=$port ADMIN_PORT=$((port + 1)) \
  java -Xmx512m -jar "$jar" server > "$folder/server.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
until curl -sf "http://127.0.0.1:$port/api/health" > "$folder/health.json"; do
  kill -0 "$server" || { tail -5 "$folder/server.log"; exit 2; }
  sleep 1
done
# shellcheck disable=SC2086 # a command with its arguments
$history run --addresses "http://127.0.0.1:$port" --minutes "$minutes" --folder "$folder/history" > "$folder/history.log" 2>&1 &
load=$!
echo seconds,rss_kB,threads,descriptors,heap_used_bytes,database_bytes > "$figures"
begin=$SECONDS
while kill -0 "$load" 2>/dev/null; do
  heap=$(curl -s "http://127.0.0.1:$((port + 1))/metrics" | grep -oE '"jvm.memory.heap.used":\{"value":[0-9]+' | grep -oE '[0-9]+$' || echo 0)
  echo "$((SECONDS - begin)),$(awk '/^VmRSS/{print $2}' "/proc/$server/status"),$(awk '/^Threads/{print $2}' "/proc/$server/status"),$(find "/proc/$server/fd" -mindepth 1 | wc -l),${heap:-0},$(stat -c %s "$folder/soak.db")" >> "$figures"
  sleep "${EVERY:-20}"
done
wait "$load" && found=0 || found=$?
cat "$folder/history.log"
awk -F, 'NR > 1 { t[NR - 1] = $1; for (i = 2; i <= 4; i++) v[NR - 1, i] = $i }
  END {
    n = NR - 1; names[2] = "rss_kB"; names[3] = "threads"; names[4] = "descriptors"
    for (i = 2; i <= 4; i++) {
      early = late = e = l = 0
      for (k = 1; k <= n; k++) { if (k > n / 4 && k <= n / 2) { early += v[k, i]; e++ } if (k > 3 * n / 4) { late += v[k, i]; l++ } }
      if (!e || !l) { print "too short to compare"; exit 2 }
      printf "%s: second quarter %.0f, last quarter %.0f\n", names[i], early / e, late / l
      if (late / l > 1.2 * early / e) grew = 1
    }
    exit grew
  }' "$figures" || found=1
exit "$found"

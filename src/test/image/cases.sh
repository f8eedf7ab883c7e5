# What is tried with the running image. Sourced by run.sh.
HOST=chitchat.fhir.me

case_build() {
  maven k8s:build k8s:resource -Dinterop.image=interop-api
  local archive
  archive=$(find "$work/checkout/target/docker/interop-api" -name 'jib-image*.tar')
  tar -xOf "$archive" manifest.json | grep -oE '"RepoTags":\["[^"]+"' | sed 's/.*\["//; s/"$//' >"$STATE/tag"
  podman load -i "$archive"
  echo "localhost/$(cat "$STATE/tag")" >"$STATE/image"
  # The same commit makes the same image, byte for byte, but for the time that JKube writes.
  image_without_time "$archive" >"$STATE/first"
  grep -q '"Layers":\["' "$STATE/first"
  touch "$work/checkout/config.yml"
  maven k8s:build -Dinterop.image=interop-api
  same "$(cat "$STATE/first")" "$(image_without_time "$archive")" "a second build of the same commit made another image"
}

image_without_time() { # archive; its layers are named by their checksums
  tar -xOf "$1" manifest.json config.json | sed -E 's/"created":"[^"]*"/"created":""/g'
}

case_push() {
  maven k8s:build k8s:push -Dinterop.image="127.0.0.1:$registry/acme/interop-api" -Dinterop.alsoTag=latest
  curl -s "http://127.0.0.1:$registry/v2/acme/interop-api/tags/list" | grep -q '"latest"' || fail "the second tag is missing"
  curl -sf -o /dev/null "http://127.0.0.1:$registry/v2/acme/interop-api/manifests/$(sed 's/.*://' "$STATE/tag")"
}

case_first_start() {
  start_server "$work/data"
  same "10001 10001" "$(podman exec chitchat-server sh -c 'echo $(cat /proc/self/status | grep -E "^(Uid|Gid)" | { while read -r _ a _; do echo $a; done; })')" user
  podman exec chitchat-server sh -c 'cat /proc/1/status' | grep -qE '^CapEff:\s+0+$'
  ! podman exec chitchat-server sh -c 'echo x >/app/x' || fail "the root file system is writable"
  podman exec chitchat-server sh -c 'echo x >/data/x && rm /data/x'
}

container_memory() { # in kilobytes, what its processes cannot give back
  podman exec chitchat-server sh -c 'cat /proc/[0-9]*/status' | awk '/^Rss(Anon|Shmem):/ {sum += $2} END {print sum + 0}'
}

archive_is_there() { ls "$work/data/cache" | grep -qE '\.(aot|jsa)$'; }

nothing_but_the_archive() { [ "$(ls "$work/data/cache" | wc -l)" = 1 ]; }

uses_archive() { podman exec chitchat-server cat /proc/1/cmdline | tr '\0' ' ' | grep -qE -e '-XX:(AOTCache|SharedArchiveFile)=/data/cache/'; }

# Processor time of the server until it was ready, in hundredths of a second.
start_with() { # variable...
  printf '%s\n' "$@" >"$work/secret"
  start_server "$work/data" >&2
  podman exec chitchat-server sh -c 'read -r line </proc/1/stat; set -- ${line#*) }; echo $((${12} + ${13}))'
}

# The first start has the archive trained beside it, within the pod's limit; the next one uses it.
case_class_archive() {
  local until=$((SECONDS + 600)) memory most=0 plain quick limit
  until archive_is_there; do
    [ $SECONDS -lt $until ] || fail "no archive came: $(ls -l "$work/data/cache")"
    memory=$(container_memory)
    [ "$memory" -le "$most" ] || most=$memory
    sleep 1
  done
  limit=$(sed -n 's#.*<interop.memoryLimit>\([0-9]*\)Gi<.*#\1#p' "$project/src/main/k8s/pom.xml")
  [ "$most" -lt $((limit << 20)) ] || fail "the training took $most kB with the server, of ${limit} Gi"
  eventually nothing_but_the_archive
  plain=$(start_with CHITCHAT_ARCHIVE=off)
  ! uses_archive || fail "it was switched off"
  quick=$(start_with)
  uses_archive || fail "the archive is not used"
  say "         processor time until ready: $((plain * 10)) ms without the archive, $((quick * 10)) ms with it; while it was trained both took $((most >> 10)) MB at most"
  [ "$quick" -lt "$plain" ] || fail "it is not quicker"
  # Nothing that it may write to but the database: a plain start.
  start_with CHITCHAT_CACHE_DIR=/app/cache
  ! uses_archive || fail "an archive in a folder that cannot be"
  rm "$work/secret"
  start_server "$work/data"
}

# What the page of the hand-edited deployment told people to verify, as it stood there.
case_verify() {
  same '{"ok":true}' "$(curl -s https://chitchat.fhir.me/api/health)" "/api/health"
  same 308 "$(curl -s -o /dev/null -w '%{http_code}' http://chitchat.fhir.me/api/health)" "plain http"
  same 404 "$(curl -s -o /dev/null -w '%{http_code}' https://chitchat.fhir.me/api/debug/overview)" "/api/debug from outside"
  ! curl -s https://chitchat.fhir.me/api/openapi.yaml | grep -q "127.0.0.1:$app" || fail "an address of the inside is shown"
}

put_published() { # curl options
  local SCENARIO_ID=scen_knee_mri_01 BASE=https://chitchat.fhir.me
  curl -s -o /dev/null -w "%{http_code}\n" \
    -X PUT "$BASE/api/scenarios/$SCENARIO_ID" \
    -H 'Content-Type: application/json' "$@" \
    --data '{"name":"Test"}'
}

case_edit_token() {
  local EDIT_TOKEN="my-shared-edit-token"
  same 200 "$(put_published)" "without a token on the server"
  echo "PUBLISHED_EDIT_TOKEN=$EDIT_TOKEN" >"$work/secret"
  start_server "$work/data"
  same 423 "$(put_published)" "without a token"
  same 423 "$(put_published -H 'X-Edit-Token: wrong')" "with a wrong token"
  same 200 "$(put_published -H "X-Edit-Token: $EDIT_TOKEN")" "with the token"
  echo "PUBLISHED_EDIT_TOKEN=another" >"$work/secret"
  start_server "$work/data"
  same 423 "$(put_published -H "X-Edit-Token: $EDIT_TOKEN")" "with the former token"
  echo "PUBLISHED_EDIT_TOKEN=" >"$work/secret"
  start_server "$work/data"
  same 200 "$(put_published)" "after clearing"
}

scenario() { # id
  printf '{"id":"%s","name":"%s","config":{"metadata":{"id":"%s","title":"%s","description":"d"},"agents":[{"agentId":"a"},{"agentId":"b"}]}}' "$1" "$1" "$1" "$1" |
    curl -s -o /dev/null -w '%{http_code}' -X POST https://$HOST/api/scenarios -H 'Content-Type: application/json' --data-binary @-
}

known() { [ "$(curl -s -o /dev/null -w '%{http_code}' "https://$HOST/api/scenarios/$1")" = "${2:-200}" ] || fail "$1 is not ${2:-200}"; }

post_mebibytes() { # kibibytes
  head -c "$(($1 * 1024))" /dev/zero | tr '\0' ' ' |
    curl -s -o "$work/answer" -w '%{http_code}' -X POST https://$HOST/api/scenarios -H 'Content-Type: application/json' --data-binary @-
}

case_large_bodies() {
  same 400 "$(post_mebibytes 15360)" "15 MiB of nothing reach the server"
  same 413 "$(post_mebibytes 16400)" "16 MiB and more"
  grep -q '"error"' "$work/answer" || fail "the proxy answered, not the server: $(head -c 200 "$work/answer")"
  same 413 "$(post_mebibytes 17500)" "more than 17 MiB"
  grep -q nginx "$work/answer" || fail "the proxy let it pass"
}

case_restart() {
  same 201 "$(scenario kept)" "a scenario is stored"
  podman stop -t 30 chitchat-server
  same 143 "$(podman inspect -f '{{.State.ExitCode}}' chitchat-server)" "the server ends on SIGTERM by itself"
  podman start chitchat-server
  "$STATE/ready"
  known kept
}

many_acknowledged() { [ "$(wc -l <"$work/acknowledged")" -gt 200 ]; }

# As an update stops the old pod, with clients that write until the last moment.
case_stop_under_load() {
  local load began status=0
  rm -f "$work/acknowledged"
  node --experimental-websocket "$here/load.mjs" write "$https" "$work/acknowledged" >"$work/load.log" 2>&1 &
  load=$!
  eventually many_acknowledged
  began=$SECONDS
  podman stop -t 30 chitchat-server
  [ $((SECONDS - began)) -lt 30 ] || fail "it took the whole grace period"
  same 143 "$(podman inspect -f '{{.State.ExitCode}}' chitchat-server)" "the server ends by itself"
  wait $load || status=$?
  same 0 "$status" "$(cat "$work/load.log")"
  podman start chitchat-server
  "$STATE/ready"
  node --experimental-websocket "$here/load.mjs" check "$https" "$work/acknowledged"
}

# The three lines by hand, and the profiles.
case_backup_and_restore() {
  (
    PATH=$here:$PATH
    cd "$work"
    kubectl -n interop exec deploy/interop-api -- java -jar /app/interop-api.jar backup /tmp/backup.db
    kubectl -n interop exec deploy/interop-api -- cat /tmp/backup.db > backup.db
    kubectl -n interop exec deploy/interop-api -- rm /tmp/backup.db
    [ "$(sqlite3 backup.db "PRAGMA integrity_check")" = ok ]
    rm backup.db
  )
  kubernetes -Pbackup "-Dinterop.backup=$work/backup.db"
  [ "$(head -c 15 "$work/backup.db")" = "SQLite format 3" ]
  same 201 "$(scenario later)" "a scenario after the backup"
  kubernetes -Prestore "-Dinterop.backup=$work/backup.db"
  known kept
  known later 404
  # Once more: the first restore's copy of the former file must not be in the way.
  kubernetes -Prestore "-Dinterop.backup=$work/backup.db"
  known kept
}

case_wipe_while_it_runs() {
  known kept
  kubernetes -Pwipe
  grep -q 'DB removed' "$STATE/job.log"
  eventually known kept 404
  eventually healthy
  known scen_knee_mri_01
  same 201 "$(scenario fresh)" "a scenario after the wipe"
  # Nothing of before is left for somebody who looks into the volume.
  ! ls "$work/data" | grep -q 'before-restore' || fail "copies of a restore are left"
}

case_restore_after_wipe() {
  kubernetes -Prestore "-Dinterop.backup=$work/backup.db"
  known kept
  known fresh 404
}

case_predecessor() {
  mkdir -p "$work/old"
  sqlite3 "$work/old/data.db" <"$here/predecessor.sql"
  # The old pod ran as root; what its volume holds is copied and given away, as the page says.
  chmod 700 "$work/old"
  podman rm -f -t 30 chitchat-server
  podman run -d --name chitchat-server --user=0:0 --ulimit=nofile=20000:20000 --ulimit=nproc=1000:1000 \
    --volume="$work/old:/data" --entrypoint sh "$(cat "$STATE/image")" \
    -c "trap 'exit 0' TERM; sleep 3600 & wait"
  (
    PATH=$here:$PATH
    cd "$work"
    kubectl -n interop exec deploy/interop-api -- cat /data/data.db > old.db
    kubectl -n interop exec deploy/interop-api -- chown -R 10001:10001 /data
  )
  [ "$(sqlite3 "$work/old.db" "SELECT count(*) FROM scenarios")" = 1 ]
  owner_is_right=yes start_server "$work/old"
  known s1
  curl -s "https://$HOST/api/conversations" | grep -q First
  [ -f "$work/old/data.db.v3" ] || fail "the original is not kept"
}

# For nodes on ARM; the base image of this machine would be of another platform, and nothing runs.
case_other_platform() {
  maven k8s:build -Dinterop.image=arm -Dinterop.baseImage=scratch -Dinterop.platform=linux/arm64
  local archive
  archive=$(find "$work/checkout/target/docker/arm" -name 'jib-image.linux-arm64.tar')
  tar -xOf "$archive" config.json | grep -q '"architecture":"arm64"' || fail "the image is of another platform"
  maven k8s:build k8s:push -Dinterop.image="127.0.0.1:$registry/acme/both" -Dinterop.tag=both -Dinterop.baseImage=scratch \
    -Dinterop.platform=linux/amd64,linux/arm64
  curl -s -H 'Accept: application/vnd.docker.distribution.manifest.list.v2+json' \
    "http://127.0.0.1:$registry/v2/acme/both/manifests/both" | grep -o '"architecture":"[a-z0-9]*"' | sort | paste -sd' ' >"$work/both"
  same '"architecture":"amd64" "architecture":"arm64"' "$(cat "$work/both")" "the platforms that were pushed"
}

case_sbom() {
  maven -Psbom package k8s:build -Dinterop.image=listed -Dshade.skip=false
  (cd "$work/checkout" && unzip -p target/interop-api.jar META-INF/sbom/interop-api.cdx.json) >"$work/sbom"
  grep -q '"CycloneDX"' "$work/sbom"
  grep -q '"pkg:maven/org.xerial/sqlite-jdbc' "$work/sbom"
  ! grep -q junit "$work/sbom" || fail "what only tests need is listed"
  unzip -p "$work/checkout/target/jar is missing, run mvn package first/interop-api-thin.jar" META-INF/sbom/interop-api.cdx.json |
    cmp - "$work/sbom"
}

long_connections() {
  node --experimental-websocket "$here/proxy.mjs" wss "$https" >"$work/wss.log" 2>&1 &
  wss=$!
  node "$here/proxy.mjs" sse "$https" >"$work/sse.log" 2>&1 &
  sse=$!
}

case_wss() { same 0 "$wss_status" "$(cat "$work/wss.log")"; }
case_sse() { same 0 "$sse_status" "$(cat "$work/sse.log")"; }

end_of_long_connections() {
  check case_wss "an idle WebSocket outlives the proxy's time-out, and a frame of 15 MiB passes"
  check case_sse "a stream comes unbuffered, and outlives the proxy's time-out"
}

all_cases() {
  check case_verify "what operators verify, as they type it"
  check case_large_bodies "bodies: the server answers for its limit, the proxy for its own"
  check case_push "k8s:push brings the commit's tag and a second one to a registry"
  wss_status=0 sse_status=0
  wait "$wss" || wss_status=$?
  wait "$sse" || sse_status=$?
  check case_restart "SIGTERM ends it in time, and a restart keeps what was stored"
  check case_stop_under_load "under load nothing acknowledged is lost, and sockets close with 1001"
  check case_edit_token "the edit token is set, replaced and cleared"
  check case_backup_and_restore "mvn -Pbackup and -Prestore, twice"
  check case_other_platform "the image for linux/arm64"
  check case_sbom "the list of libraries is in the jar and in the image"
  check case_wipe_while_it_runs "mvn -Pwipe under the running server"
  check case_restore_after_wipe "mvn -Prestore after a wipe"
}

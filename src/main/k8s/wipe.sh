#!/usr/bin/env bash
# Deletes the database's files, or the debug logs, and keeps the claim. Run by mvn -Pwipe [-Dinterop.wipe=debug].
# Environment: MANIFEST, WIPE (db or debug); NAMESPACE.
. "$(dirname "$0")/common.sh"

case ${WIPE:-db} in
db) job=wipe-convo-db claim=convo-db ;;
debug) job=wipe-debug-logs claim=debug-logs ;;
*) fail "interop.wipe is \"$WIPE\"; it must be db or debug. Nothing was wiped." ;;
esac
[ -s "$MANIFEST" ] || fail "Nothing was rendered: $MANIFEST is missing. Nothing was wiped."
k get pvc "$claim" >/dev/null || fail "There is no claim $claim. Nothing was wiped."

[ "$job" != wipe-convo-db ] || in_the_file "Nothing was wiped."

remove() {
  k delete --ignore-not-found "job/$job" "configmap/$job" >/dev/null
}

remove
kubectl apply -f "$MANIFEST" >/dev/null
trap remove EXIT
deadline=$((SECONDS + ${WIPE_SECONDS:-300}))
while [ $SECONDS -lt $deadline ]; do
  case $(k get "job/$job" -o 'jsonpath={.status.succeeded}/{.status.failed}') in
  1/*)
    k logs "job/$job" || true
    echo "Wiped $claim. A server that runs goes on with a fresh database."
    exit 0
    ;;
  */[1-9]*)
    k logs "job/$job" || true
    fail "The wipe failed; see its log above."
    ;;
  esac
  sleep 2
done
k describe "job/$job" | tail -5
fail "The wipe did not start within ${WIPE_SECONDS:-300} s; see the events above."

#!/usr/bin/env bash
# Deploys to a real API server as docs/deploy.md says, and walks into the traps around it: see README.md.
#
#   ./run.sh                    # all cases
#   ./run.sh card undeploy      # some
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
registry=${REGISTRY_PORT:-16450}
processes=()
exec 3>&1
. "$here/report.sh"
. "$here/lib.sh"
. "$here/traps.sh"
. "$here/profiles.sh"
. "$here/takeover.sh"
. "$here/operator.sh"
. "$here/registry.sh"
. "$here/need.sh"

finish() {
  [ -z "${node:-}" ] || kill "$node" 2>/dev/null || true
  [ ${#processes[@]} -eq 0 ] || kill "${processes[@]}" 2>/dev/null || true
  "$here/api-server.sh" stop "$work/api"
  [ -n "${KEEP:-}" ] && say "Logs: $work" || rm -rf "$work"
}

for tool in kubectl mvn git openssl curl; do need $tool; done
[ -d "$project/target/jar is missing, run mvn package first" ] && [ -f "$project/target/interop-api.jar" ] ||
  { echo "There is no jar; build it with: mvn -DskipTests package" >&2; exit 1; }
trap finish EXIT
"$here/api-server.sh" find >/dev/null 2>"$work/find.log" || give_up "$(tail -n 1 "$work/find.log")"
"$here/api-server.sh" start "$work/api" || { say "FAILED   the API server did not start"; exit 1; }
export KUBECONFIG=$work/api/kubeconfig
kubectl create -f "$here/cluster.yml" >/dev/null
"$here/node.sh" 2>"$work/node.log" &
node=$!
# An empty base image: no registry is needed, and nothing runs.
checkout scratch
kubectl wait --for=condition=established crd --all --timeout=30s >/dev/null
say "API server $(kubectl get --raw /version | sed -n 's/.*"gitVersion": "\([^"]*\)".*/\1/p'), controllers, no node"

with_registry=
! start_registry || with_registry=yes
if [ $# -gt 0 ]; then
  for case in "$@"; do check "case_$case" "$case"; done
else
  all_traps
  all_takeover
  all_operator
  not_run "what runs in a pod (exec, backup, restore, the wipe's own rm)" "there is no node; src/test/image runs them in containers"
  not_run "Ingress, certificates and NetworkPolicy in effect" "they need the cluster's own controllers"
fi
say "$passed passed, $failed failed, $missing NOT RUN"
[ $failed = 0 ]

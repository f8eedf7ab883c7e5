#!/usr/bin/env bash
# Builds the image as docs/deploy.md says and runs it as a cluster would, behind a proxy with TLS: see README.md.
# PORT is the first of five ports that are used (3981).
#
#   ./run.sh                    # all cases
#   ./run.sh predecessor        # some
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
exec 3>&1
. "$here/../kubernetes/report.sh"
. "$here/../kubernetes/registry.sh"
. "$here/container.sh"
. "$here/cases.sh"
. "$here/../kubernetes/need.sh"

need podman podman runc conmon
need nginx nginx-light
need openssl openssl
need curl curl
need docker-registry docker-registry
need sqlite3 sqlite3
need unzip unzip
for tool in mvn git node tar; do need $tool; done
[ -f "$project/target/interop-api.jar" ] || { echo "There is no jar; build it with: mvn -DskipTests package" >&2; exit 1; }
PATH=$PATH:/usr/sbin
trap 'stop_all; if [ -n "${KEEP:-}" ]; then say "Logs: $work"; else rm -rf "$work"; fi' EXIT

start_registry
base=$(base_image) || { say "FAILED   no base image: $(tail -n 1 "$work/base.log")"; exit 1; }
runs_containers "$base" >"$work/containers.log" 2>&1 ||
  give_up "podman runs no container on this machine: $(tail -n 1 "$work/containers.log")"
checkout "$base"
say "Base image: $base"
check case_build "k8s:build makes the image, on $base"
[ $failed = 0 ] || exit 1
start_proxy
check case_first_start "it starts as user 10001 with a read-only root on an empty volume"
[ $failed = 0 ] || exit 1
if [ $# -gt 0 ]; then
  for case in "$@"; do check "case_$case" "$case"; done
else
  check case_class_archive "the first start has an archive trained, the second uses it; neither needs to"
  long_connections
  all_cases
  end_of_long_connections
  check case_predecessor "a predecessor's data file is imported at the first start, and kept"
fi
say "$passed passed, $failed failed, $missing NOT RUN"
[ $failed = 0 ]

#!/usr/bin/env bash
# A real API server on loopback, with controllers but without a node.
#
#   api-server.sh find           prints the folder with kube-apiserver (rc 1 and a sentence: none), building it where allowed
#   api-server.sh start FOLDER   starts it with etcd; FOLDER then holds kubeconfig, logs and pids
#   api-server.sh stop FOLDER    ends what was started
#
# KUBE_BIN names a folder with kube-apiserver and kube-controller-manager of any version, BUILD=no forbids to build one.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/chitchat/kubernetes-1.20.2

find_server() {
  local folder
  for folder in "${KUBE_BIN:-}" "${KUBEBUILDER_ASSETS:-}" "$cache"; do
    [ ! -x "$folder/kube-apiserver" ] || { echo "$folder"; return; }
  done
  if command -v kube-apiserver >/dev/null; then dirname "$(command -v kube-apiserver)"; return; fi
  if [ "${BUILD:-yes}" = no ]; then echo "no kube-apiserver found, and BUILD=no" >&2; return 1; fi
  if ! { [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; }; then
    echo "no kube-apiserver found (KUBE_BIN), and only root on Debian can build one" >&2; return 1
  fi
  echo "Building Kubernetes 1.20.2 from Debian's source into $cache; this takes some minutes, once." >&2
  nice "$here/build-apiserver.sh" "$cache" >&2
  echo "$cache"
}

etcd_program() {
  command -v etcd || { [ ! -x "$1/etcd" ] || echo "$1/etcd"; }
}

start() {
  local work=$1 bin etcd port=${KUBE_PORT:-16443} etcd_port=${ETCD_PORT:-12379}
  bin=$(find_server)
  etcd=$(etcd_program "$bin")
  if [ -z "$etcd" ] && [ "$(id -u)" = 0 ]; then
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends etcd-server >/dev/null
    etcd=$(etcd_program "$bin")
  fi
  [ -n "$etcd" ] || { echo "no etcd found" >&2; return 1; }
  mkdir -p "$work"
  cd "$work"
  openssl genrsa -out sa.key 2048 2>/dev/null
  openssl rsa -in sa.key -pubout -out sa.pub 2>/dev/null
  printf 'test-only,admin,admin,system:masters\n' >tokens.csv
  cat >kubeconfig <<CONFIG
apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: "https://127.0.0.1:$port", insecure-skip-tls-verify: true}}]
users: [{name: admin, user: {token: test-only}}]
contexts: [{name: test, context: {cluster: test, user: admin}}]
current-context: test
CONFIG
  "$etcd" --data-dir etcd --listen-client-urls "http://127.0.0.1:$etcd_port" --advertise-client-urls "http://127.0.0.1:$etcd_port" \
    --listen-peer-urls "http://127.0.0.1:$((etcd_port + 1))" --unsafe-no-fsync >etcd.log 2>&1 &
  echo $! >pids
  "$bin/kube-apiserver" --etcd-servers "http://127.0.0.1:$etcd_port" --bind-address 127.0.0.1 --secure-port "$port" --cert-dir certs \
    --token-auth-file tokens.csv --authorization-mode RBAC --service-cluster-ip-range 10.96.0.0/16 \
    --service-account-issuer https://kubernetes.default.svc --service-account-key-file sa.pub \
    --service-account-signing-key-file sa.key --disable-admission-plugins ServiceAccount >apiserver.log 2>&1 &
  echo $! >>pids
  export KUBECONFIG=$work/kubeconfig
  for _ in $(seq 120); do
    [ "$(kubectl get --raw /readyz 2>/dev/null)" != ok ] || break
    sleep 1
  done
  [ "$(kubectl get --raw /readyz 2>/dev/null)" = ok ] || { echo "The API server did not start:" >&2; tail -5 apiserver.log >&2; return 1; }
  # It need not answer anybody: two of these servers may run at once. Versions before 1.24 have a second port.
  local closed=(--secure-port 0)
  ! "$bin/kube-controller-manager" --help 2>&1 | grep -qE '^ +--port int' || closed+=(--port 0)
  # Those that the cases need; nothing binds claims or schedules: node.sh stands in for both.
  "$bin/kube-controller-manager" --kubeconfig kubeconfig --leader-elect=false "${closed[@]}" \
    --controllers deployment,replicaset,job,cronjob,namespace,garbagecollector,pvc-protection,endpoint >controllers.log 2>&1 &
  echo $! >>pids
}

stop() {
  [ -f "$1/pids" ] || return 0
  tac "$1/pids" | while read -r pid; do kill "$pid" 2>/dev/null || true; done
  rm -f "$1/pids"
}

case "${1:-}" in
find) find_server ;;
start) start "${2:?folder}" ;;
stop) stop "${2:?folder}" ;;
*) sed -n '2,9p' "$0" >&2; exit 2 ;;
esac

# Sourced by the run.sh of kubernetes/ and image/: a registry on loopback, at port $registry; its process goes to $processes.
start_registry() {
  command -v docker-registry >/dev/null || {
    [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ] || return 1
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends docker-registry >/dev/null || return 1
  }
  cat >"$work/registry.yml" <<CONFIG
version: 0.1
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: "127.0.0.1:$registry"}
CONFIG
  docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
  processes+=($!)
  eventually curl -sf "http://127.0.0.1:$registry/v2/"
}

# Sourced by the run.sh of kubernetes/ and image/: what a machine must have. What it lacks is installed where that is
# possible, and else said loudly.

give_up() {
  say "NOT RUN  all of src/test/$(basename "$here"): $1"
  exit "${NOT_RUN_STATUS:-0}"
}

# A program, and Debian's packages that bring it.
need() { # program [package...]
  local program=$1
  shift
  ! PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || return 0
  [ $# -gt 0 ] && [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ] ||
    give_up "$program is missing, and only root on Debian can install it here"
  { DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "$@"; } >"$work/install.log" 2>&1 ||
    give_up "$program is missing and could not be installed: $(tail -n 1 "$work/install.log")"
}

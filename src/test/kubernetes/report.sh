# Sourced by the run.sh of kubernetes/ and image/: what is reported, assertions, and a copy of the project for Maven.
# Expects $here, $work and what people read on file descriptor 3.
project=$(cd "$here/../../.." && pwd)
passed=0 failed=0 missing=0

say() { printf '%s\n' "$*" >&3; }

not_run() { # what why
  missing=$((missing + 1))
  say "NOT RUN  $1: $2"
}

# Runs one function in a shell of its own, which ends at the first line that fails.
check() { # function sentence
  local log=$work/$1.log began=$SECONDS status
  # Not as a condition: bash would then not end it at a failure.
  set +e
  (set -Eeuo pipefail; trap 'echo "failed in line $LINENO: $BASH_COMMAND"' ERR; "$1") >"$log" 2>&1
  status=$?
  set -e
  if [ $status = 0 ]; then
    passed=$((passed + 1))
    say "ok       $2 ($((SECONDS - began)) s)"
  else
    failed=$((failed + 1))
    say "FAILED   $2"
    tail -n "${LINES_OF_LOG:-15}" "$log" | sed 's/^/         /' >&3
  fi
}

fail() {
  echo "$*"
  return 1
}

same() { # before after what
  [ "$1" = "$2" ] || { diff <(printf '%s\n' "$1") <(printf '%s\n' "$2") || true; fail "$3"; }
}

# Waits until a command succeeds.
eventually() {
  local until=$((SECONDS + 60))
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $until ] || fail "not within 60 s: $*" || return 1
    sleep 1
  done
}

# The project as somebody has it who has packaged it, in a checkout of its own with one commit; prints its folder.
checkout() { # base image
  local copy=$work/checkout
  mkdir -p "$copy/target"
  (cd "$project" && tar -c --exclude=./target --exclude=./.git --exclude=node_modules --exclude=./data --exclude=./.mvn/maven.config .) | tar -x -C "$copy"
  cp -a "$project/target/classes" "$project/target/image" "$project/target/jar is missing, run mvn package first" "$copy/target/"
  rm -rf "$copy/target/classes/META-INF/jkube"
  git -C "$copy" init -q
  git -C "$copy" add -A
  git -C "$copy" -c user.name=t -c user.email=t@example.org -c commit.gpgsign=false commit -qm t
  # The file that docs/deploy.md tells people to keep. What "package" would do again is done: only the goals of the
  # deployment are tried here.
  printf '%s\n' "-Dinterop.baseImage=$1" -Djkube.build.strategy=jib -Dmaven.main.skip=true -Dmaven.test.skip=true \
    -Dspotless.check.skip=true -Dshade.skip=true >"$copy/.mvn/maven.config"
}

maven() {
  (cd "$work/checkout" && MAVEN_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" ${MAVEN:-mvn} -B -ntp "$@")
}

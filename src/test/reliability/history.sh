#!/usr/bin/env bash
# The history checker of docs/reliability.md as a program; needs target/interop-api.jar, that is, mvn package.
# usage: history.sh run [--postgresql] [--minutes 30] …  |  history.sh check FILE   (without arguments it lists its options)
set -euo pipefail
cd "$(dirname "$0")/../../.."
exec mvn -q test-compile exec:java -Dspotless.check.skip=true -Dexec.classpathScope=test \
  -Dexec.mainClass=me.fhir.chitchat.history.HistoryMain -Dexec.args="$*"

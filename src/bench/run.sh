#!/usr/bin/env bash
# Compiles and runs the benchmarks; called by mvn -Pbench.
# usage: run.sh OUTPUT_FOLDER CLASSPATH [OPTIONS OF JMH]
set -euo pipefail
out=$1 classpath=$2
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$out"
# JMH's annotation processor writes the classes that measure; the tests need neither.
javac --release 17 -d "$out" -cp "$classpath" $(find "$here/java" -name '*.java')
# shellcheck disable=SC2086 # several options come as one argument
exec java -cp "$out:$classpath" org.openjdk.jmh.Main ${3:-}

#!/usr/bin/env bash
# Coverage-guided fuzzing with Jazzer of what anybody may send; docs/reliability.md describes it.
# usage: run.sh TARGET [SECONDS] [OPTIONS OF LIBFUZZER]      targets: frames config64 a2a mcp seats scenarios
# What it finds lies in target/fuzz/TARGET; copied into src/test/fuzz/corpus/TARGET it is part of FuzzRegressionTest.
set -euo pipefail
cd "$(dirname "$0")/../../.."
target=${1:?which target: frames config64 a2a mcp seats scenarios} seconds=${2:-600}
shift $(($# > 1 ? 2 : 1))
version=0.30.0
out=target/fuzz/$target
mkdir -p "$out/corpus" target/fuzz/jazzer
if [ ! -e "target/fuzz/jazzer/jazzer-$version.jar" ]; then
  for library in jazzer jazzer-api; do
    mvn -q dependency:copy -Dartifact=com.code-intelligence:$library:$version -DoutputDirectory=target/fuzz/jazzer
  done
fi
classpath=${FUZZ_CLASSPATH:-}
if [ -z "$classpath" ]; then
  mvn -q test-compile dependency:build-classpath -Dspotless.check.skip=true -Dmdep.outputFile=target/fuzz/classpath
  classpath=target/classes:target/test-classes:$(cat target/fuzz/classpath)
fi
# Its detectors of injections are about programs in which a hostile string may reach no file, class or address at all.
detectors=$(printf 'com.code_intelligence.jazzer.sanitizers.%s:' BigDecimal ClojureLangHooks Deserialization \
  ExpressionLanguageInjection FilePathTraversal LdapInjection NamingContextLookup OsCommandInjection ReflectiveCall \
  RegexInjection RegexRoadblocks ScriptEngineInjection ServerSideRequestForgery SqlInjection TemplateInjection \
  UnsafeSanitizer XPathInjection XmlParserSsrfGuidance)
# Only our own classes are instrumented, so that the fuzzer looks for ways through them.
exec java -Xmx1g -Dfuzz.target="$target" -Dfuzz.longest-ms="${FUZZ_LONGEST_MS:-1000}" \
  -cp "target/fuzz/jazzer/jazzer-$version.jar:target/fuzz/jazzer/jazzer-api-$version.jar:$classpath" \
  com.code_intelligence.jazzer.Jazzer --target_class=me.fhir.chitchat.fuzz.JazzerTarget \
  '--instrumentation_includes=me.fhir.chitchat.**' '--custom_hook_includes=me.fhir.chitchat.**' \
  --disabled_hooks="${detectors%:}" \
  --keep_going=20 --reproducer_path="$out" \
  -dict=src/test/fuzz/dictionary.txt -artifact_prefix="$out/" -max_total_time="$seconds" -max_len=20000 "$@" \
  "$out/corpus" "src/test/fuzz/corpus/$target"

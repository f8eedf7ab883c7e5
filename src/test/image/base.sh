#!/usr/bin/env bash
# Makes a base image of this machine's JDK (JAVA_HOME, or the newest in /usr/lib/jvm) and pushes it to a registry.
#
#   base.sh 127.0.0.1:5000/base FOLDER
#
# For machines that do not reach the registry of interop.baseImage: the modules of a JRE, the C library, a shell and the few
# programs that people and our scripts run in a pod.
set -euo pipefail
name=$1 root=$2/root
jdk=${JAVA_HOME:-$(ls -d /usr/lib/jvm/*jdk* | sort -V | tail -n 1)}
[ -x "$jdk/bin/jlink" ] || { echo "no jlink in $jdk" >&2; exit 1; }

modules=$("$jdk/bin/java" --list-modules | sed 's/@.*//' |
  grep -xE 'java\..*|jdk\.(unsupported|crypto\.ec|crypto\.cryptoki|zipfs|management|management\.agent|naming\.dns|net|jfr|charsets|localedata|httpserver|security\.auth|xml\.dom)' | paste -sd,)
mkdir -p "$root/bin" "$root/etc" "$root/tmp" "$root/opt"
chmod 1777 "$root/tmp"
"$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --generate-cds-archive --output "$root/opt/java"
for program in sh test ls cat rm mv cp nice sleep head tail sha256sum grep chown; do
  cp -L "$(type -P $program)" "$root/bin/$program"
done
ln -s ../opt/java/bin/java "$root/bin/java"
printf 'root:x:0:0::/:/bin/sh\napp:x:10001:10001::/app:/bin/sh\n' >"$root/etc/passwd"
# What those need at run time, and what the SQLite driver's library does.
find "$root/bin" "$root/opt/java/bin" "$root/opt/java/lib" -type f \( -perm -u+x -o -name '*.so' \) -exec ldd {} + 2>/dev/null |
  awk '$2 == "=>" && $3 ~ /^\// {print $3} $1 ~ /^\/lib.*ld-/ {print $1}' | grep -v "^$root" | sort -u | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done
tar -C "$root" -c . | podman import --change ENV=PATH=/bin --change ENV=LANG=C.UTF-8 - "$name" >/dev/null
podman push --tls-verify=false -q "$name"

#!/usr/bin/env bash
# Copies the cluster's database, with the bridges' key, to a file here. Run by mvn -Pbackup [-Dinterop.backup=FILE].
# Environment: BACKUP; NAMESPACE.
. "$(dirname "$0")/common.sh"

file=${BACKUP:-chitchat-$(date -u +%Y%m%dT%H%M%SZ).db}
[ ! -e "$file" ] || fail "$file exists already; a backup never overwrites. Choose another name."
pod=deploy/interop-api
k get "$pod" >/dev/null || fail "There is no server to back up in namespace $namespace."

# /tmp is small; a database that does not fit is backed up beside itself, if the claim has room for two.
for remote in /tmp/backup-$$.db /data/data.db-backup-$$; do
  if k exec "$pod" -- java -jar /app/interop-api.jar backup "$remote"; then
    written=yes
    break
  fi
done
[ "${written:-}" = yes ] || fail "The server could not write a backup; see above. Nothing was copied."
clean() {
  rm -f "$file.partial"
  k exec "$pod" -- rm -f "$remote" || true
}
trap clean EXIT
sum=$(k exec "$pod" -- sha256sum "$remote" | cut -d' ' -f1)
k exec "$pod" -- cat "$remote" >"$file.partial"
[ "$(sha256sum "$file.partial" | cut -d' ' -f1)" = "$sum" ] ||
  fail "The copy is damaged on its way (the connection may have been cut). Nothing was kept; try again."
mv "$file.partial" "$file"
echo "Backup: $file ($(wc -c <"$file") bytes, sha256 $sum)"

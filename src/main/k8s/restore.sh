#!/usr/bin/env bash
# Puts a backup in the place of the cluster's database. The server is down meanwhile, and comes back in any case.
# Run by mvn -Prestore -Dinterop.backup=FILE; with "nightly" the newest nightly backup, with "nightly/NAME" that one.
# Environment: BACKUP; NAMESPACE.
. "$(dirname "$0")/common.sh"

backup=${BACKUP:-}
[ -n "$backup" ] || fail "Name the backup: mvn -Prestore -Dinterop.backup=FILE (or nightly). Nothing was changed."
in_the_file "Nothing was changed."
case $backup in
nightly | nightly/*) volume='{name: backup, persistentVolumeClaim: {claimName: convo-backup, readOnly: true}}' ;;
*)
  [ "$(head -c 15 "$backup" 2>/dev/null)" = "SQLite format 3" ] ||
    fail "$backup is no readable backup. Nothing was changed."
  volume='{name: backup, emptyDir: {}}'
  ;;
esac
deploy=deploy/interop-api
image=$(k get "$deploy" -o 'jsonpath={.spec.template.spec.containers[0].image}') ||
  fail "There is no server in namespace $namespace; deploy it first. Nothing was changed."
secrets=$(k get "$deploy" -o 'jsonpath={.spec.template.spec.imagePullSecrets}')

back() {
  k delete pod restore --ignore-not-found --grace-period=1 >/dev/null
  k scale "$deploy" --replicas=1 >/dev/null
  k rollout status "$deploy" --timeout="${TIMEOUT:-180s}"
}
trap back EXIT

k delete pod restore --ignore-not-found --grace-period=1 >/dev/null
k scale "$deploy" --replicas=0
k wait --for=delete pod -l app=interop-api --timeout=60s
kubectl apply -f - >/dev/null <<POD
apiVersion: v1
kind: Pod
metadata: {name: restore, namespace: "$namespace", labels: {app: restore}}
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  enableServiceLinks: false
  imagePullSecrets: ${secrets:-[]}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: {type: RuntimeDefault}
  containers:
    - name: restore
      image: "$image"
      command: [sh, -c, "trap 'exit 0' TERM; sleep 3600 & wait"]
      env: [{name: DB_PATH, value: /data/data.db}]
      securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
      resources:
        requests: {cpu: 50m, memory: 128Mi, ephemeral-storage: 16Mi}
        limits: {memory: 384Mi, ephemeral-storage: 128Mi}
      volumeMounts:
        - {name: data, mountPath: /data}
        - {name: backup, mountPath: /backup}
        - {name: tmp, mountPath: /tmp}
  volumes:
    - {name: data, persistentVolumeClaim: {claimName: convo-db}}
    - $volume
    - {name: tmp, emptyDir: {sizeLimit: 64Mi}}
POD
k wait --for=condition=Ready pod/restore --timeout=120s

case $backup in
nightly)
  newest=$(k exec restore -- sh -c 'ls -1 /backup/ | grep "^chitchat-.*[.]db$" | tail -n 1') || true
  source=${newest:+/backup/$newest}
  ;;
nightly/*) source=/backup/${backup#nightly/} ;;
*)
  source=/backup/backup.db
  k exec -i restore -- sh -c "cat > $source" <"$backup"
  sum=$(sha256sum <"$backup")
  [ "$(k exec restore -- sh -c "sha256sum < $source")" = "$sum" ] ||
    fail "The backup is damaged on its way (the connection may have been cut). The database is as it was; try again."
  ;;
esac
if [ -z "$source" ] || ! k exec restore -- test -f "$source"; then
  echo "Nightly backups:" >&2
  k exec restore -- ls -1 /backup >&2 || true
  fail "There is no such backup. The database is as it was."
fi
k exec restore -- java -jar /app/interop-api.jar restore "$source" ||
  fail "The restore failed, see above. The database is as it was."
trap - EXIT
back
echo "Restored $backup; the server answers."

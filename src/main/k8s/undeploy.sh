#!/usr/bin/env bash
# Removes the server and the way to it; data, backups, secrets and the namespace stay. Run by mvn -Pundeploy.
. "$(dirname "$0")/common.sh"

# Each by its name: other objects of the namespace are not touched.
k delete --ignore-not-found deploy/interop-api service/interop-api configmap/app-config ingress/interop-api \
  networkpolicy/interop-api poddisruptionbudget/interop-api horizontalpodautoscaler/interop-api cronjob/backup-convo-db job/wipe-convo-db job/wipe-debug-logs \
  configmap/wipe-convo-db configmap/wipe-debug-logs
# Kinds that a cluster may not know.
for object in certificates.cert-manager.io/interop-tls httproutes.gateway.networking.k8s.io/interop-api; do
  kubectl api-resources --api-group="$(echo "${object%/*}" | cut -d. -f2-)" -o name 2>/dev/null | grep -q . &&
    k delete --ignore-not-found "$object"
done
echo "Undeployed. What stays in namespace $namespace:"
k get pvc,secret -o name
echo "To delete the data as well: kubectl -n $namespace delete pvc NAME (backups lie on convo-backup)"

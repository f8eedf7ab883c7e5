#!/usr/bin/env bash
# Stands in for scheduler, volumes and kubelet: binds the claims of a new pod, says that the pod runs (a Job's: that it has
# succeeded), and lets a deleted pod go. Nothing is executed. Runs until it is killed; KUBECONFIG names the server.
set -u
pods='{{range .items}}{{.metadata.namespace}} {{.metadata.name}} {{or .metadata.deletionTimestamp "-"}} {{or .spec.nodeName "-"}} {{.status.phase}}
{{- range .metadata.ownerReferences}} {{.kind}}{{else}} -{{end}}
{{- range .spec.volumes}}{{with .persistentVolumeClaim}} {{.claimName}}{{end}}{{end}}
{{end}}'

status() { # namespace kind name status
  kubectl -n "$1" patch "$2" "$3" --subresource=status --type=merge -p "{\"status\":$4}" >/dev/null
}

while :; do
  kubectl get pods -A -o "go-template=$pods" 2>/dev/null | while read -r namespace name deleted node phase owner claims; do
    [ -n "$name" ] || continue
    if [ "$deleted" != - ]; then
      kubectl -n "$namespace" delete pod "$name" --grace-period=0 --force >/dev/null 2>&1
      continue
    fi
    if [ "$node" = - ]; then
      missing=
      for claim in $claims; do
        kubectl -n "$namespace" get pvc "$claim" >/dev/null 2>&1 || missing=yes
      done
      [ -z "$missing" ] || continue # as a scheduler: the pod stays Pending
      for claim in $claims; do
        kubectl -n "$namespace" patch pvc "$claim" --type=merge -p "{\"spec\":{\"volumeName\":\"volume-$namespace-$claim\"}}" >/dev/null 2>&1
        status "$namespace" pvc "$claim" '{"phase":"Bound","capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"]}'
      done
      printf '{"apiVersion":"v1","kind":"Binding","metadata":{"name":"%s"},"target":{"apiVersion":"v1","kind":"Node","name":"test"}}' "$name" |
        kubectl create --raw "/api/v1/namespaces/$namespace/pods/$name/binding" -f - >/dev/null
    fi
    case $owner/$phase in
    Job/Pending) status "$namespace" pod "$name" '{"phase":"Succeeded"}' ;;
    */Pending) status "$namespace" pod "$name" '{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}' ;;
    esac
  done
  sleep 1
done

#!/usr/bin/env bash
# Applies what Maven rendered, and waits until the server answers. Run by mvn -Pdeploy.
# Environment: MANIFEST, IMAGE, TAG, FRAGMENTS, BUILD_DIRECTORY; NAMESPACE.
. "$(dirname "$0")/common.sh"
here=$(dirname "$0")

for fragment in ${FRAGMENTS//,/ }; do
  [ -d "$here/../jkube/$fragment" ] || fail "jkube.environment names \"$fragment\", but there is no folder" \
    "src/main/jkube/$fragment. There are: $(ls "$here/../jkube" | paste -sd' '). Nothing was applied."
done
[ -s "$MANIFEST" ] || fail "Nothing was rendered: $MANIFEST is missing."

# An image that was never built would take the server down: the old pod stops before the new one starts.
image=$IMAGE:$TAG
built=$BUILD_DIRECTORY/docker/${image//:/\/} # a registry's port is a folder there
[ -d "$built" ] || docker image inspect "$image" >/dev/null 2>&1 || docker manifest inspect "$image" >/dev/null 2>&1 ||
  [ "${IMAGE_CHECK:-on}" = off ] || fail "The image $image was not built here, and no registry shows it. Nothing was" \
  "applied. If the cluster has it all the same, add -Dinterop.imageCheck=off."

# A claim that is nowhere would leave the new pod waiting for ever, with the old one gone.
for claim in $(sed -nE 's/.*claimName: *"?([a-z0-9-]+)"?.*/\1/p' "$MANIFEST" | sort -u); do
  grep -A6 -E '^ *-? *kind: PersistentVolumeClaim' "$MANIFEST" | grep -qE "^ *name: \"?$claim\"?$" ||
    k get pvc "$claim" >/dev/null 2>&1 || fail "There is no claim $claim in namespace $namespace, and none is rendered." \
    "Nothing was applied. Leave -Djkube.environment out, or name the claim's folder (storage, debug, backup-storage) in it."
done

if grep -qE '^ *DATABASE_REPLICAS: "?true' "$MANIFEST"; then
  # Without it every pod would stop at once, saying so in its log.
  [ -n "$(k get secret app-secrets --ignore-not-found -o 'jsonpath={.data.DATABASE_URL}')" ] ||
    fail "Several servers need a PostgreSQL database: the Secret app-secrets has no DATABASE_URL. Nothing was applied. Set it" \
      "with src/main/k8s/update-secrets.sh $namespace."
  # A server that works alone keeps others away from its database, and would not stop before they are ready.
  [ "$(k get configmap app-config --ignore-not-found -o 'jsonpath={.data.DATABASE_REPLICAS}')" = true ] ||
    case "$(k get deploy/interop-api --ignore-not-found -o 'jsonpath={.spec.replicas}')" in
    '' | 0) ;;
    *) fail "The server that runs works alone on its data. Stop it first: kubectl -n $namespace scale deploy/interop-api" \
      "--replicas=0. Nothing was applied." ;;
    esac
fi

# Two ways in at once would be one too many: apply never prunes.
other() { # rendered kind, the cluster's object, value of interop.access
  ! grep -qE "^ *-? *kind: $1\$" "$MANIFEST" || ! k get "$2" >/dev/null 2>&1 ||
    fail "This installation has $2, and a way in of another kind was rendered: nothing was applied. Give" \
      "-Dinterop.access=$3, or change over with: kubectl -n $namespace delete $2"
}
other Ingress httproutes.gateway.networking.k8s.io/interop-api gateway
other HTTPRoute ingress/interop-api ingress,tls

present=$(kubectl get -f - -o name --ignore-not-found <"$MANIFEST") ||
  fail "The cluster cannot be asked, or does not know a kind that was rendered; see above. Nothing was applied." \
    "Without cert-manager give -Dinterop.access=ingress."

# What the plugin's apply has set, and this manifest does not, would stay beside it: two kinds of one volume, for example. So
# whatever the plugin has written becomes ours first; not of kinds that hold what the cluster has set for ever.
entry='{{range $i, $m := .metadata.managedFields}}{{if eq $m.manager "fabric8-kubernetes-client"}}{{$i}} {{end}}{{end}}'
for object in $present; do
  case $object in deployment* | configmap* | ingress* | networkpolicy* | cronjob* | poddisruption* | horizontalpod*) ;; *) continue ;; esac
  [ -n "$(k get "$object" -o "go-template=$entry")" ] || continue
  k get "$object" -o yaml | k apply --server-side --force-conflicts -f - >/dev/null
  for index in $(k get "$object" -o "go-template=$entry" | tr ' ' '\n' | sort -rn); do
    k patch "$object" --type=json -p "[{\"op\": \"remove\", \"path\": \"/metadata/managedFields/$index\"}]" >/dev/null
  done
done

# Unlike the plugin's apply this keeps a claim that waits for its first pod, and the mark of a rollout restart.
kubectl get namespace "$namespace" >/dev/null 2>&1 || kubectl create namespace "$namespace" >/dev/null
kubectl apply --server-side --force-conflicts -f - <"$MANIFEST" # a path with commas would be several
case ",$FRAGMENTS," in
*,app,*)
  k rollout status deploy/interop-api --timeout="${TIMEOUT:-180s}" ||
    fail "The new pod does not become ready. See: kubectl -n $namespace describe pod -l app=interop-api;" \
      "back to the former release: kubectl -n $namespace rollout undo deploy/interop-api"
  ;;
esac
echo "Deployed $image"

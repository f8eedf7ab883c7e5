# Maven's profiles that deploy and undeploy, with what they must refuse. Sourced by run.sh.

case_mistyped_environment() {
  local before
  before=$(versions interop)
  local environment
  for environment in wipe_db app,gatewax storage,ap,ingress; do
    ! maven k8s:resource k8s:apply -Djkube.environment=$environment || fail "$environment: BUILD SUCCESS"
  done
  ! maven k8s:resource k8s:apply -Dinterop.access=gatewy || fail "interop.access=gatewy: BUILD SUCCESS"
  ! maven k8s:apply -Djkube.environment=app,gatewax || fail "what was not rendered was applied"
  ! maven -Pdeploy k8s:resource exec:exec@operate -Djkube.environment=storage,ap || fail "-Pdeploy said BUILD SUCCESS"
  ! maven -Pwipe -Dinterop.wipe=dbb || fail "-Pwipe said BUILD SUCCESS"
  same "$before" "$(versions interop)" "something was changed"
}

case_profile_undeploy_keeps_data() {
  local claim
  claim=$(kubectl -n interop get pvc convo-db -o 'jsonpath={.metadata.uid}')
  kubectl -n interop create secret generic app-secrets --from-literal=PUBLISHED_EDIT_TOKEN=t
  maven -Pundeploy
  has_not interop deploy/interop-api
  has_not interop certificate/interop-tls
  has interop secret/app-secrets
  [ "$claim" = "$(kubectl -n interop get pvc convo-db -o 'jsonpath={.metadata.uid}')" ] || fail "the claim is another"
}

# -Pdeploy, pasted as it stands; its second run must not write at all.
case_deploy_twice_changes_nothing() {
  maven -Pdeploy
  local before
  before=$(versions interop)
  maven -Pdeploy
  same "$before" "$(versions interop)" "an identical -Pdeploy changed something"
  kubectl -n interop rollout restart deploy/interop-api
  ready interop
  eventually only_one_pod interop
  before=$(versions interop)
  maven -Pdeploy
  same "$before" "$(versions interop)" "-Pdeploy after a rollout restart changed something"
}

only_one_pod() { [ "$(kubectl -n "$1" get pod -l app=interop-api -o name | wc -l)" = 1 ]; }

case_claims_that_wait_for_their_first_pod() {
  local before environment
  for environment in storage backup-storage debug; do
    operate waits -Djkube.environment=$environment
  done
  before=$(objects waits)
  for environment in storage backup-storage debug; do
    operate waits -Djkube.environment=$environment -Dinterop.tag=other
  done
  same "$before" "$(objects waits)" "a claim that waits for its first pod was deleted"
}

operate() { # namespace property...
  local namespace=$1
  shift
  maven -Pdeploy k8s:resource exec:exec@operate -Djkube.namespace="$namespace" -Dinterop.imageCheck=off "$@"
}

case_gateway_stays_a_gateway() {
  operate gate -Dinterop.access=gateway
  has gate httproute/interop-api
  operate gate -Djkube.environment=app -Dinterop.access=gateway
  has_not gate ingress/interop-api
  has_not gate certificate/interop-tls
  # The property forgotten: the way in would be doubled.
  ! operate gate -Djkube.environment=app || fail "-Pdeploy made an Ingress beside the HTTPRoute"
  has_not gate ingress/interop-api
  # From an Ingress to the Gateway, as the page says.
  maven k8s:resource k8s:apply -Djkube.namespace=gate -Djkube.environment=ingress,tls
  ! operate gate -Djkube.environment=app -Dinterop.access=gateway || fail "-Pdeploy left an Ingress beside the HTTPRoute"
  kubectl -n gate delete ingress/interop-api certificate/interop-tls
  operate gate -Djkube.environment=app -Dinterop.access=gateway
}

case_debug_logs_need_their_claim() {
  ! operate logs -Pdebug-logs -Djkube.environment=app || fail "a pod was deployed without its claims"
  has_not logs deploy/interop-api
  operate logs -Pdebug-logs -Djkube.environment=storage,app
  has logs pvc/debug-logs
  operate logs -Pdebug-logs -Djkube.environment=app
}

# One way to apply after the other, with a volume that becomes another kind and a setting that goes.
case_both_ways_to_apply() {
  maven k8s:build k8s:resource k8s:apply -Djkube.namespace=both -Dinterop.imagePullSecrets='[{name: former}]'
  maven -Pdeploy k8s:resource exec:exec@operate -Djkube.namespace=both -Pdebug-logs
  same debug-logs "$(kubectl -n both get deploy interop-api -o \
    'jsonpath={.spec.template.spec.volumes[?(@.name=="debug-logs")].persistentVolumeClaim.claimName}')" "the volume of the debug logs"
  same "" "$(kubectl -n both get deploy interop-api -o 'jsonpath={.spec.template.spec.imagePullSecrets}')" "a setting that went"
  maven k8s:resource k8s:apply -Djkube.namespace=both -Djkube.environment=app
  maven -Pdeploy k8s:resource exec:exec@operate -Djkube.namespace=both -Pdebug-logs -Djkube.environment=app
  same debug-logs "$(kubectl -n both get deploy interop-api -o \
    'jsonpath={.spec.template.spec.volumes[?(@.name=="debug-logs")].persistentVolumeClaim.claimName}')" "the volume, once more"
}

case_without_cert_manager() {
  kubectl delete crd certificates.cert-manager.io
  ! operate plain || fail "-Pdeploy said BUILD SUCCESS"
  has_not plain deploy/interop-api
  operate plain -Dinterop.access=ingress
  operate plain -Djkube.environment=app -Dinterop.access=ingress
  has plain ingress/interop-api
  kubectl apply -f "$here/cluster.yml"
  kubectl wait --for=condition=established crd --all --timeout=30s
}

case_image_that_nobody_built() {
  local before
  before=$(versions interop)
  ! maven -Pdeploy k8s:resource exec:exec@operate -Dinterop.tag=nobody || fail "it was deployed"
  same "$before" "$(versions interop)" "something was changed"
}

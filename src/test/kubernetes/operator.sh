# The lines around a deployment, as docs/deploy.md has them. Sourced by run.sh.

case_lines_of_an_operator() {
  kubectl config current-context
  maven k8s:build k8s:resource k8s:apply -Dinterop.image=interop-api
  kubectl -n interop rollout restart deploy/interop-api
  kubectl -n interop rollout status deploy/interop-api --timeout=90s
  kubectl -n interop get ing interop-api
  kubectl -n interop get certificate interop-tls
  kubectl -n interop describe certificate interop-tls
  kubectl -n interop get pvc
  kubectl get sc
  kubectl -n interop create secret docker-registry acme-registry --docker-server=registry.example.org --docker-username=u --docker-password=p
  maven k8s:resource k8s:apply -Dinterop.image=interop-api -Dinterop.imagePullSecrets='[{name: acme-registry}]' -Djkube.environment=app
  [ "$(deployed imagePullSecrets[0].name)" = acme-registry ]
  maven k8s:resource k8s:undeploy k8s:apply -Djkube.environment=wipe-debug
  has interop job/wipe-debug-logs
  maven k8s:resource k8s:apply -Djkube.environment=backup-storage
  has interop pvc/convo-backup
  has interop deploy/interop-api
}

deployed() { kubectl -n interop get deploy interop-api -o "jsonpath={.spec.template.spec.$1}"; }

case_back_to_the_former_release() {
  local former
  former=$(deployed containers[0].image)
  maven k8s:resource k8s:apply -Djkube.environment=app -Dinterop.tag=next -Dinterop.image=interop-api
  same interop-api:next "$(deployed containers[0].image)" "the image of an update"
  kubectl -n interop rollout undo deploy/interop-api
  ready interop
  same "$former" "$(deployed containers[0].image)" "rollout undo"
  maven k8s:resource k8s:apply -Djkube.environment=app -Dinterop.tag=next -Dinterop.image=interop-api
  ready interop
}

case_settings_without_a_property() {
  maven k8s:resource k8s:apply -Djkube.environment=app -Dinterop.image=interop-api \
    -Dinterop.env='[{name: LLM_CALLS_PER_DAY, value: "500"}]'
  same LLM_CALLS_PER_DAY=500 "$(deployed containers[0].env[0].name)=$(deployed containers[0].env[0].value)" "a variable"
  maven -Pdeploy k8s:resource exec:exec@operate -Djkube.environment=app -Dinterop.imageCheck=off
  same "" "$(deployed containers[0].env[0].name)" "the variable after it was left out"
}

case_through_a_registry() {
  local image=127.0.0.1:$registry/acme/interop-api
  maven package k8s:build k8s:push k8s:resource k8s:apply -Dinterop.image="$image" -Dinterop.host=chat.example.org
  ready interop
  same "$image" "$(deployed containers[0].image | sed 's/:[^:]*$//')" "the image"
  maven package k8s:build k8s:push k8s:resource k8s:apply -Djkube.environment=app -Dinterop.image="$image" -Dinterop.host=chat.example.org
  maven -Pdeploy -Dinterop.image="$image" -Dinterop.host=chat.example.org
  maven -Pdeploy,sbom -Dinterop.image="$image" -Dinterop.host=chat.example.org
  curl -sf -o "$work/manifest" "http://127.0.0.1:$registry/v2/acme/interop-api/manifests/$(deployed containers[0].image | sed 's/.*://')"
}

# kubectl applies what Maven rendered, a list of folders too, whose path has a comma.
case_apply_with_kubectl() {
  maven k8s:resource -Djkube.namespace=byhand
  (cd "$work/checkout" && kubectl apply --server-side -f target/classes/META-INF/jkube/kubernetes.yml)
  ready byhand
  local before
  before=$(versions byhand)
  maven k8s:resource -Djkube.namespace=byhand -Djkube.environment=storage,app
  (cd "$work/checkout" && kubectl apply --server-side -f - <target/classes/META-INF/jkube/storage,app/kubernetes.yml)
  same "$before" "$(versions byhand)" "the same again"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout "$work/tls.key" -out "$work/tls.crt" -subj /CN=chat.example.org
  kubectl -n byhand create secret tls interop-tls --cert="$work/tls.crt" --key="$work/tls.key"
}

case_network_policy() {
  maven k8s:resource k8s:apply -Djkube.environment=hardened
  local ports='{range .spec.ingress[*]}{.from[0].namespaceSelector.matchLabels.*}:{.ports[0].port} {end}'
  same "ingress-nginx:http monitoring:admin " "$(kubectl -n interop get networkpolicy interop-api -o "jsonpath=$ports")" "who is let in"
  same '{"app":"interop-api"}' "$(kubectl -n interop get networkpolicy interop-api -o 'jsonpath={.spec.podSelector.matchLabels}')" "the pods"
  local before
  before=$(kubectl -n interop get networkpolicy interop-api -o 'jsonpath={.metadata.uid} {.metadata.generation}')
  maven k8s:resource k8s:apply -Djkube.environment=hardened
  same "$before" "$(kubectl -n interop get networkpolicy interop-api -o 'jsonpath={.metadata.uid} {.metadata.generation}')" "the same again"
}

# The schedule of every minute, so that its Job comes while somebody waits.
case_nightly_backup() {
  local manifest=$work/checkout/target/classes/META-INF/jkube/backup/kubernetes.yml
  maven k8s:resource k8s:apply -Djkube.environment=backup-storage
  if batch_v1; then
    maven k8s:resource k8s:apply -Djkube.environment=backup -Dinterop.image=interop-api -Dinterop.tag=running
    kubectl -n interop create job --from=cronjob/backup-convo-db backup-now
  else
    # Kubernetes 1.20 knows the same fields under the former version's name.
    maven k8s:resource -Djkube.environment=backup -Dinterop.image=interop-api -Dinterop.tag=running -Dinterop.backupSchedule='* * * * *'
    sed 's#batch/v1$#batch/v1beta1#' "$manifest" | kubectl apply --server-side -f -
  fi
  local until=$((SECONDS + 100))
  until [ "$(kubectl -n interop get job -l app=backup-convo-db -o 'jsonpath={.items[0].status.succeeded}')" = 1 ]; do
    [ $SECONDS -lt $until ] || fail "no Job came" || return 1
    sleep 2
  done
  kubectl -n interop delete "$(kubectl -n interop get cronjob -o name)"
  # Its finished pod is a user of both claims until the Job goes.
  kubectl -n interop delete job -l 'app in (wipe-convo-db,wipe-debug-logs,backup-convo-db)' --ignore-not-found
  kubectl -n interop delete pvc convo-backup --timeout=60s
}

batch_v1() { kubectl get --raw /apis/batch/v1 | grep -q '"cronjobs"'; }

# Kubernetes 1.20 knows the same fields of two kinds under former versions' names.
as_this_server_has_it() {
  local manifest
  manifest=$(cat)
  [ -n "$(kubectl get --raw /apis/policy/v1 2>/dev/null)" ] || manifest=${manifest//apiVersion: policy\/v1/apiVersion: policy\/v1beta1}
  [ -n "$(kubectl get --raw /apis/autoscaling/v2 2>/dev/null)" ] ||
    manifest=${manifest//apiVersion: autoscaling\/v2/apiVersion: autoscaling\/v2beta2}
  printf '%s\n' "$manifest"
}

case_several_servers() {
  local manifests=$work/checkout/target/classes/META-INF/jkube
  maven -Pdeploy,scale k8s:resource exec:exec@operate -Djkube.namespace=wide -Dinterop.imageCheck=off >"$work/refused" 2>&1 &&
    fail "it was deployed without DATABASE_URL"
  grep -q 'has no DATABASE_URL' "$work/refused" || fail "the refusal does not say what is missing"
  has_not wide deploy/interop-api
  kubectl create namespace wide
  kubectl -n wide create secret generic app-secrets --from-literal=DATABASE_URL=jdbc:postgresql://db.example/chitchat
  maven -Pdeploy,scale k8s:resource -Djkube.namespace=wide
  as_this_server_has_it <"$manifests/kubernetes.yml" | kubectl apply --server-side -f -
  ready wide
  same 3 "$(kubectl -n wide get pod -l app=interop-api -o name | wc -l)" "the number of pods"
  has_not wide pvc/convo-db
  # The number is the cluster's once it follows the load.
  maven -Pdeploy,scale,autoscale k8s:resource -Djkube.namespace=wide
  as_this_server_has_it <"$manifests/kubernetes.yml" | kubectl apply --server-side -f -
  kubectl -n wide scale deploy/interop-api --replicas=4
  as_this_server_has_it <"$manifests/kubernetes.yml" | kubectl apply --server-side --force-conflicts -f -
  same 4 "$(kubectl -n wide get deploy interop-api -o 'jsonpath={.spec.replicas}')" "the number after an apply"
  # Back to one on the file.
  maven k8s:resource -Djkube.namespace=wide
  kubectl apply --server-side --force-conflicts -f - <"$manifests/kubernetes.yml"
  same Recreate "$(kubectl -n wide get deploy interop-api -o 'jsonpath={.spec.strategy.type}')" "the strategy"
  # Which now runs, alone: it must not be replaced while it does.
  maven -Pdeploy,scale k8s:resource exec:exec@operate -Djkube.namespace=wide -Dinterop.imageCheck=off >"$work/refused" 2>&1 &&
    fail "it was deployed beside a server that works alone"
  grep -q 'scale deploy/interop-api --replicas=0' "$work/refused" || fail "the refusal does not say what to do"
}

case_every_variant_is_taken_strictly() {
  local environment
  kubectl create namespace strict
  for environment in gateway storage,app,ingress debug; do
    maven k8s:resource -Djkube.environment=$environment -Djkube.namespace=strict
    kubectl apply --server-side --dry-run=server -f - <"$work/checkout/target/classes/META-INF/jkube/$environment/kubernetes.yml"
  done
}

# What the page warns of is so: the plugin's undeploy without an environment takes all, the namespace with it.
case_undeploy_of_everything() {
  maven k8s:resource k8s:apply -Djkube.namespace=doomed
  maven k8s:undeploy -Djkube.namespace=doomed
  eventually gone doomed
  has interop deploy/interop-api
}

gone() { ! kubectl get namespace "$1" >/dev/null 2>&1; }

all_operator() {
  check case_lines_of_an_operator "the lines around a deployment, as they stand in docs/deploy.md"
  check case_back_to_the_former_release "an update goes back by rollout undo, and by its tag"
  check case_settings_without_a_property "any variable of config.yml is a property, and goes again"
  if [ -n "$with_registry" ]; then
    check case_through_a_registry "the first deployment and an update through a registry, and -Pdeploy"
  else
    not_run "deploying through a registry" "docker-registry is missing and could not be installed"
  fi
  check case_apply_with_kubectl "kubectl applies what Maven rendered"
  check case_network_policy "the NetworkPolicy lets the ingress and the monitoring in"
  check case_nightly_backup "the nightly backup's Job comes, and its claim can be deleted after it"
  batch_v1 || not_run "batch/v1 of the CronJob" "this API server has it as batch/v1beta1, as which it was run"
  check case_every_variant_is_taken_strictly "the API server takes every other variant"
  check case_several_servers "-Pscale: three pods without a claim, and a number that follows the load"
  check case_undeploy_of_everything "k8s:undeploy without an environment takes one namespace and no other"
}

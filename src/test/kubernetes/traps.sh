# What somebody may do around a deployment, and what must not come of it. Sourced by run.sh.

case_card() {
  maven k8s:build k8s:resource k8s:apply -Dinterop.image=interop-api
  ready interop
  for object in pvc/convo-db configmap/app-config deploy/interop-api service/interop-api ingress/interop-api certificate/interop-tls; do
    has interop $object
  done
  local before
  before=$(objects interop)
  maven k8s:build k8s:resource k8s:apply -Dinterop.image=interop-api
  ready interop
  same "$before" "$(objects interop)" "the card's line a second time made or deleted something"
}

case_undeploy_of_what_was_not_rendered() {
  local before
  before=$(objects interop)
  for variant in wipe-db wipe-debug backup app; do
    maven k8s:undeploy -Djkube.environment=$variant || true
  done
  same "$before" "$(objects interop)" "k8s:undeploy deleted what was not rendered for its environment"
}

case_wipe_twice_and_undeploy() {
  kubectl -n interop delete job,configmap -l app=wipe-convo-db
  local first
  maven k8s:resource k8s:undeploy k8s:apply -Djkube.environment=wipe-db
  kubectl -n interop wait --for=condition=complete job/wipe-convo-db --timeout=60s
  first=$(kubectl -n interop get job wipe-convo-db -o 'jsonpath={.metadata.uid}')
  maven k8s:resource k8s:apply -Djkube.environment=wipe-db >"$work/refused" && fail "a second wipe was taken for done"
  grep -q 'NOT WIPED' "$work/refused" || fail "the refusal does not say what to do"
  maven k8s:resource k8s:undeploy k8s:apply -Djkube.environment=wipe-db
  [ "$first" != "$(kubectl -n interop get job wipe-convo-db -o 'jsonpath={.metadata.uid}')" ] || fail "the old Job is there"
  kubectl -n interop wait --for=condition=complete job/wipe-convo-db --timeout=60s
  has interop deploy/interop-api
  maven -Pwipe
  has_not interop job/wipe-convo-db
  has_not interop configmap/wipe-convo-db
}

case_deleting_the_claim() {
  local old
  old=$(kubectl -n interop get pvc convo-db -o 'jsonpath={.metadata.uid}')
  maven k8s:resource k8s:undeploy k8s:apply -Djkube.environment=wipe-db
  kubectl -n interop wait --for=condition=complete job/wipe-convo-db --timeout=60s
  kubectl -n interop scale deploy/interop-api --replicas=0
  kubectl -n interop delete job -l 'app in (wipe-convo-db,wipe-debug-logs,backup-convo-db)' --ignore-not-found
  kubectl -n interop delete pvc convo-db --timeout=60s
  maven k8s:resource k8s:apply -Djkube.environment=storage,app -Dinterop.image=interop-api
  ready interop
  [ "$old" != "$(kubectl -n interop get pvc convo-db -o 'jsonpath={.metadata.uid}')" ] || fail "the old claim is there"
}

case_secrets() {
  kubectl create namespace secrets
  printf '%s\n' 'a#:~b' "0'"'"$(x)' -  | "$work/checkout/src/main/k8s/update-secrets.sh" secrets
  [ "$(kubectl -n secrets get secret app-secrets -o 'jsonpath={.data.OPENROUTER_API_KEY}' | base64 -d)" = 'a#:~b' ]
  # As the page of the hand-edited deployment did both.
  kubectl -n secrets create secret generic app-secrets --from-literal=OPENROUTER_API_KEY="..." --from-literal=GEMINI_API_KEY="..." \
    --from-literal=PUBLISHED_EDIT_TOKEN="..." --dry-run=client -o yaml | kubectl apply -f -
  EDIT_TOKEN="my-shared-edit-token"
  kubectl -n secrets patch secret app-secrets -p '{"data":{"PUBLISHED_EDIT_TOKEN":"'$(echo -n $EDIT_TOKEN | base64)'"}}'
  [ "$(kubectl -n secrets get secret app-secrets -o 'jsonpath={.data.PUBLISHED_EDIT_TOKEN}' | base64 -d)" = my-shared-edit-token ]
  kubectl -n secrets patch secret app-secrets -p '{"data":{"PUBLISHED_EDIT_TOKEN":""}}'
  # As docs/deploy.md has it, for a token of any length.
  EDIT_TOKEN=$(printf '%080d' 7)
  kubectl -n secrets patch secret app-secrets -p '{"data":{"PUBLISHED_EDIT_TOKEN":"'$(echo -n "$EDIT_TOKEN" | base64 | tr -d '\n')'"}}'
  [ "$(kubectl -n secrets get secret app-secrets -o 'jsonpath={.data.PUBLISHED_EDIT_TOKEN}' | base64 -d)" = "$EDIT_TOKEN" ]
}

all_traps() {
  check case_card "the card's line deploys, and changes nothing the second time"
  check case_undeploy_of_what_was_not_rendered "k8s:undeploy of a variant that was not rendered deletes nothing"
  check case_mistyped_environment "a mistyped environment is refused"
  check case_image_that_nobody_built "an image that nobody built is refused, and the old one stays"
  check case_wipe_twice_and_undeploy "a wipe runs each time it is asked for, and leaves the deployment alone"
  check case_deleting_the_claim "the claim can be deleted after a wipe, and comes back empty"
  check case_profile_undeploy_keeps_data "-Pundeploy keeps claim and Secret"
  check case_deploy_twice_changes_nothing "-Pdeploy again, also after a rollout restart, writes nothing"
  check case_claims_that_wait_for_their_first_pod "claims that wait for their first pod survive a second -Pdeploy"
  check case_gateway_stays_a_gateway "an installation behind a Gateway gets no Ingress"
  check case_debug_logs_need_their_claim "-Pdebug-logs without its claim is refused"
  check case_both_ways_to_apply "-Pdeploy after k8s:apply leaves nothing of the former settings"
  check case_without_cert_manager "without cert-manager -Pdeploy applies nothing until it is told so"
  check case_secrets "secrets are set, replaced and cleared as documented"
}

# Taking over an installation made by hand: docs/deploy.md, "From the hand-edited files". Its data file is imported by the
# server, which src/test/image tries with a real one. Sourced by run.sh.

case_takeover() {
  kubectl apply -f "$here/predecessor.yml"
  kubectl -n before create secret generic app-secrets --from-literal=PUBLISHED_EDIT_TOKEN=kept
  ready before
  # As cert-manager answers the annotation of the Ingress.
  local ingress certificate claim secret service
  ingress=$(kubectl -n before get ingress interop-api -o 'jsonpath={.metadata.uid}')
  kubectl -n before create -f - <<OBJECT
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: interop-tls
  ownerReferences: [{apiVersion: networking.k8s.io/v1, kind: Ingress, name: interop-api, uid: "$ingress", controller: true}]
spec: {secretName: interop-tls, dnsNames: [old.example.org], issuerRef: {kind: ClusterIssuer, name: letsencrypt-prod}}
OBJECT
  certificate=$(uid certificate/interop-tls) claim=$(uid pvc/convo-db) service=$(uid service/interop-api)
  secret=$(versions before | grep '^Secret/app-secrets')

  operate before -Dinterop.image=interop-api -Dinterop.host=old.example.org -Dinterop.storage=2Gi -Dinterop.openrouterInclude=openai/gpt-oss-120b:nitro

  [ "$(uid pvc/convo-db)" = "$claim" ] || fail "the claim is another"
  [ "$(uid service/interop-api)" = "$service" ] || fail "the Service is another"
  [ "$(uid certificate/interop-tls)" = "$certificate" ] || fail "the Certificate is another: it would be issued again"
  [ "$(versions before | grep '^Secret/app-secrets')" = "$secret" ] || fail "the Secret was touched"
  [ -z "$(kubectl -n before get ingress interop-api -o 'jsonpath={.metadata.annotations.cert-manager\.io/cluster-issuer}')" ] ||
    fail "the Certificate has two owners"
  [ -z "$(kubectl -n before get deploy interop-api -o 'jsonpath={.spec.template.spec.containers[0].env}')" ] ||
    fail "the model list of the Deployment hides the one of the ConfigMap"
  [ "$(kubectl -n before get deploy interop-api -o 'jsonpath={.spec.template.spec.containers[*].name}')" = api ]
  eventually only_one_pod before
  operate before -Dinterop.image=interop-api -Dinterop.host=old.example.org -Dinterop.storage=2Gi -Dinterop.openrouterInclude=openai/gpt-oss-120b:nitro
  kubectl -n before rollout undo deploy/interop-api
  ready before
  same your-dockerhub-username/interop-api:latest "$(kubectl -n before get deploy interop-api \
    -o 'jsonpath={.spec.template.spec.containers[0].image}')" "the program after going back"
}

case_takeover_by_the_plugin() {
  sed 's/before/plain-before/' "$here/predecessor.yml" | kubectl apply -f -
  ready plain-before
  local claim
  claim=$(kubectl -n plain-before get pvc convo-db -o 'jsonpath={.metadata.uid}')
  maven k8s:resource k8s:apply -Djkube.namespace=plain-before -Dinterop.host=old.example.org -Dinterop.storage=2Gi
  ready plain-before
  same "$claim" "$(kubectl -n plain-before get pvc convo-db -o 'jsonpath={.metadata.uid}')" "the claim"
  same "" "$(kubectl -n plain-before get ingress interop-api -o 'jsonpath={.metadata.annotations.cert-manager\.io/cluster-issuer}')" \
    "the annotation that makes a second owner of the Certificate"
  same "" "$(kubectl -n plain-before get deploy interop-api -o 'jsonpath={.spec.template.spec.containers[0].env}')" "the old model list"
}

uid() { kubectl -n before get "$1" -o 'jsonpath={.metadata.uid}'; }

all_takeover() {
  check case_takeover "a hand-made installation is taken over in place: claim, Secret, Service and Certificate stay"
  check case_takeover_by_the_plugin "k8s:apply takes it over as well"
}

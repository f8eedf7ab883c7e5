# Sourced by the scripts beside it, which Maven's profiles run (docs/deploy.md). They act with kubectl, because the plugin's
# own apply deletes a claim that is not bound yet, and its undeploy deletes the namespace.
set -euo pipefail
namespace=${NAMESPACE:-interop}

fail() {
  echo "$*" >&2
  exit 1
}

k() {
  kubectl -n "$namespace" "$@"
}

# Refuses where the server stores in PostgreSQL: what is done to the file would be taken for done to the data.
in_the_file() { # what was not done
  [ -z "$(k get secret app-secrets --ignore-not-found -o 'jsonpath={.data.DATABASE_URL}')" ] ||
    fail "The Secret app-secrets has DATABASE_URL: the data is in PostgreSQL (docs/scale.md). $1"
}

command -v kubectl >/dev/null || fail "kubectl is missing. Install it and point KUBECONFIG at the cluster."
context=$(kubectl config current-context 2>/dev/null) ||
  fail "kubectl has no current context. Point KUBECONFIG at the cluster (kubectl config use-context)."
echo "Cluster: $context, namespace: $namespace"

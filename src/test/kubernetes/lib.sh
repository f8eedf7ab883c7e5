# Sourced by run.sh: what there is in the cluster.

# Every object of the deployment with its version, so that any write shows.
versions() { # namespace
  kubectl -n "$1" get deploy,service,configmap,pvc,ingress,certificate,httproute,secret,pod,cronjob,job -o \
    'go-template={{range .items}}{{.kind}}/{{.metadata.name}} {{.metadata.uid}} {{.metadata.resourceVersion}}{{"\n"}}{{end}}' |
    grep -v 'kube-root-ca' | sort
}

# Without the versions: what exists, and which one of that name it is.
objects() { versions "$1" | cut -d' ' -f1,2; }

has() { # namespace kind/name
  kubectl -n "$1" get "$2" >/dev/null 2>&1 || fail "$2 is missing in $1"
}

has_not() {
  ! kubectl -n "$1" get "$2" >/dev/null 2>&1 || fail "$2 is there in $1"
}

ready() { # namespace
  kubectl -n "$1" rollout status deploy/interop-api --timeout=90s
}

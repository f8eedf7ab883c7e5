#!/usr/bin/env bash
# Builds kube-apiserver and kube-controller-manager from Debian's own source package (bookworm: Kubernetes 1.20.2) into the
# folder that is named. Needs Debian, and root where build tools are missing. Takes some minutes, once.
set -euo pipefail
target=${1:?usage: build-apiserver.sh FOLDER}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tools=(golang-go golang-github-modern-go-reflect2-dev)
missing=()
for package in "${tools[@]}"; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
[ ${#missing[@]} -eq 0 ] ||
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}" >/dev/null

# A package list of its own: the machine's may hold neither sources nor this release.
mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | sed -n '1s/ *$//p' || true)
mkdir -p "$work"/apt/lists/partial "$work"/apt/cache/archives/partial
echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:-http://deb.debian.org/debian} bookworm main" >"$work/apt/sources.list"
cat >"$work/apt/conf" <<CONF
Dir::State::lists "$work/apt/lists";
Dir::Cache "$work/apt/cache";
Dir::Etc::sourcelist "$work/apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
APT::Sandbox::User "root";
CONF
export APT_CONFIG=$work/apt/conf
cd "$work"
apt-get update -qq
apt-get source -qq --download-only kubernetes/bookworm
unset APT_CONFIG

source=$work/go/src/k8s.io/kubernetes
mkdir -p "$source"
tar -xf kubernetes_*.orig.tar.gz --strip-components=1 -C "$source"
# The bundled reflect2 crashes when built with Go 1.18 or newer.
rm -rf "$source/vendor/github.com/modern-go/reflect2"
cp -r /usr/share/gocode/src/github.com/modern-go/reflect2 "$source/vendor/github.com/modern-go/reflect2"
cd "$source"
export GOPATH=$work/go GOCACHE=$work/gocache GO111MODULE=off CGO_ENABLED=0 GOFLAGS=
# The archive lacks the generated description of the types; without it the server does not start.
go build -o "$work/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
types=$(grep -rlE '^// \+k8s:openapi-gen=' --include='*.go' pkg cmd staging/src/k8s.io |
  grep -vE '/testdata/|_test\.go|/vendor/|code-generator|sample-|staging/src/k8s.io/[a-z-]*/hack' | xargs -n1 dirname | sort -u |
  sed -E 's#^staging/src/#k8s.io/kubernetes/vendor/#; s#^(pkg|cmd)/#k8s.io/kubernetes/\1/#' | paste -sd,)
"$work/openapi-gen" --logtostderr --go-header-file hack/boilerplate/boilerplate.generatego.txt -i "$types" \
  -p k8s.io/kubernetes/pkg/generated/openapi -O zz_generated.openapi -r "$work/violations" >/dev/null
for program in kube-apiserver kube-controller-manager; do
  go build -ldflags '-s -w' -o "$work/$program" "./cmd/$program"
done
mkdir -p "$target"
mv "$work/kube-apiserver" "$work/kube-controller-manager" "$target/"

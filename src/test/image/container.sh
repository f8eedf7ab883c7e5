# Sourced by run.sh: base image, proxy, and the server's container.
first=${PORT:-3981}
app=$first admin=$((first + 1)) https=$((first + 2)) http=$((first + 3)) registry=$((first + 4))
STATE=$work/state
mkdir -p "$STATE" "$work/data"
export STATE
processes=()
# Waits for the server as a rollout does.
cat >"$STATE/ready" <<'READY'
#!/usr/bin/env bash
for _ in $(seq 120); do
  [ "$(curl -s -m 3 https://chitchat.fhir.me/api/health)" != '{"ok":true}' ] || exit 0
  [ "$(podman inspect -f '{{.State.Running}}' chitchat-server)" = true ] || break
  sleep 1
done
echo "the server does not become ready:"
podman logs --tail 20 chitchat-server
exit 1
READY
chmod +x "$STATE/ready"

stop_all() {
  for container in chitchat-server chitchat-restore; do podman rm -f -t 1 $container >/dev/null 2>&1 || true; done
  [ ${#processes[@]} -eq 0 ] || kill "${processes[@]}" 2>/dev/null || true
}

# The one of the pom where its registry can be reached, else one of this machine's JDK.
base_image() {
  if curl -s -m 5 -o /dev/null -w '%{http_code}' https://registry-1.docker.io/v2/ | grep -qE '^(200|401)$'; then
    sed -n 's#.*<interop.baseImage>\(.*\)</interop.baseImage>.*#\1#p' "$project/src/main/k8s/pom.xml"
    return
  fi
  "$here/base.sh" "127.0.0.1:$registry/base:1" "$work/base" >"$work/base.log" 2>&1 || return 1
  echo "127.0.0.1:$registry/base:1"
}

# Whether containers run on this machine at all: some do not allow them, which says nothing about the image.
runs_containers() { # base image
  mapfile -t options < <(options "$work/data")
  podman run --rm "${options[@]}" --tls-verify=false --entrypoint=java "$1" -version
}

start_proxy() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout "$work/tls.key" -out "$work/tls.crt" -subj /CN=chitchat.fhir.me \
    -addext subjectAltName=DNS:chitchat.fhir.me,DNS:localhost 2>/dev/null
  sed "s#@USER@#$(id -un)#; s#@WORK@#$work#g; s#@HTTP@#$http#; s#@HTTPS@#$https#; s#@APP@#$app#" "$here/nginx.conf" >"$work/nginx.conf"
  nginx -p "$work" -c "$work/nginx.conf" >"$work/nginx.log" 2>&1 &
  processes+=($!)
  # So that curl finds the host that the commands name, and trusts its certificate.
  printf 'connect-to = "chitchat.fhir.me:443:127.0.0.1:%s"\nconnect-to = "chitchat.fhir.me:80:127.0.0.1:%s"\ncacert = "%s"\n' \
    "$https" "$http" "$work/tls.crt" >"$work/.curlrc"
  export CURL_HOME=$work NODE_EXTRA_CA_CERTS=$work/tls.crt
}

# What the Deployment says of the container, one option a line. Not raised limits: a container in a container may not have them.
options() { # data folder
  [ "$(id -u)" != 0 ] || [ -n "${owner_is_right:-}" ] || chown -R 10001:10001 "$1"
  printf '%s\n' --network=host --user=10001:10001 --read-only --cap-drop=ALL --security-opt=no-new-privileges \
    --tmpfs=/tmp:mode=1777,exec --volume="$1:/data" --ulimit=nofile=20000:20000 --ulimit=nproc=1000:1000
}

settings() {
  sed -n '/^data:/,/^[a-z]/p' "$work/checkout/target/classes/META-INF/jkube/kubernetes/app-config-configmap.yml" |
    sed -nE "s/^  ([A-Z_]+): *[\"']?([^\"']*)[\"']?\$/\1=\2/p" | sed -E "s/^PORT=.*/PORT=$app/; s/^ADMIN_PORT=.*/ADMIN_PORT=$admin/"
}

# Makes the container anew, as a pod is made anew when its Secret has changed.
start_server() { # data folder
  podman rm -f -t 30 chitchat-server >/dev/null 2>&1 || true
  options "$1" >"$STATE/options"
  mapfile -t options <"$STATE/options"
  { settings; cat "$work/secret" 2>/dev/null || true; } >"$work/env"
  podman run -d --name chitchat-server "${options[@]}" --env-file "$work/env" "$(cat "$STATE/image")"
  "$STATE/ready"
}

healthy() { [ "$(curl -s https://chitchat.fhir.me/api/health)" = '{"ok":true}' ]; }

kubernetes() { # the scripts of the deployment, with the containers in place of a cluster
  (cd "$work/checkout" && PATH=$here:$PATH maven "$@")
}

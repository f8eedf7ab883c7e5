#!/usr/bin/env bash
# Asks for the server's secrets and stores them in the Secret app-secrets.
#
#   src/main/k8s/update-secrets.sh [namespace]        namespace: interop unless given
#
# Nothing typed is echoed, and no value ever stands on a command line or passes through eval: values travel through
# pipes only. KUBECTL names another kubectl, for example KUBECTL="kubectl --context=test".
set -euo pipefail
set +x

namespace=${1:-interop}
secret=app-secrets
keys=(OPENROUTER_API_KEY GEMINI_API_KEY PUBLISHED_EDIT_TOKEN OPENAI_API_KEY SEAT_SECRET DATABASE_URL)
# Scripts that answer only the first of them go on working: the others are kept when the input ends.
required=3
read -r -a kubectl <<<"${KUBECTL:-kubectl}"

die() {
  echo "$1" >&2
  exit 1
}

in_cluster() {
  "${kubectl[@]}" --namespace "$namespace" "$@"
}

# The length of a stored value in bytes; 0 when there is none.
stored_length() {
  local encoded
  encoded=$(in_cluster get secret "$secret" --ignore-not-found -o "jsonpath={.data.$1}")
  echo $(($(printf %s "$encoded" | base64 --decode | wc -c)))
}

length() {
  echo $(($(printf %s "$1" | wc -c)))
}

"${kubectl[@]}" get namespace "$namespace" -o name >/dev/null ||
  die "The namespace $namespace cannot be reached. Deploy first, or: kubectl create namespace $namespace"

echo "Secret $secret in namespace $namespace. Enter keeps a value, - clears it."
names=()
values=()
asked=0
for key in "${keys[@]}"; do
  printf '%s (%s bytes now): ' "$key" "$(stored_length "$key")"
  if ! IFS= read -rs value && [ -z "$value" ]; then
    echo
    [ $asked -ge $required ] || die "Input ended; nothing was changed."
    break
  fi
  echo
  asked=$((asked + 1))
  value=${value%$'\r'}
  if [ -n "$value" ]; then
    names+=("$key")
    [ "$value" = - ] && value=
    values+=("$value")
  fi
done

if [ ${#names[@]} -eq 0 ]; then
  echo "Nothing to change."
  exit 0
fi

# Base64 needs no quoting in JSON, for any value.
patch='{"data":{'
for i in "${!names[@]}"; do
  [ "$i" -eq 0 ] || patch+=,
  patch+="\"${names[$i]}\":\"$(printf %s "${values[$i]}" | base64 | tr -d '\r\n')\""
done
patch+='}}'

if [ -z "$(in_cluster get secret "$secret" --ignore-not-found -o name)" ]; then
  printf '{"apiVersion":"v1","kind":"Secret","type":"Opaque","metadata":{"name":"%s"}}' "$secret" |
    in_cluster create --validate=false -f - >/dev/null
fi
printf %s "$patch" | in_cluster patch secret "$secret" --type merge --patch-file /dev/stdin >/dev/null

failed=
for i in "${!names[@]}"; do
  wanted=$(length "${values[$i]}")
  found=$(stored_length "${names[$i]}")
  if [ "$found" -ne "$wanted" ]; then
    echo "${names[$i]}: $found bytes are stored, but $wanted were typed." >&2
    failed=yes
  elif [ "$wanted" -eq 0 ]; then
    echo "${names[$i]}: cleared"
  else
    echo "${names[$i]}: $found bytes stored"
  fi
done
[ -z "$failed" ] || die "The Secret is not what was typed. Run this again."

echo "The server reads keys at its start. Restart it now:"
echo "  kubectl -n $namespace rollout restart deploy/interop-api"

#!/usr/bin/env bash
# Rotates an API key without downtime. Run it daily: on most days it finds nothing to do, and after a run that was cut off
# the next one puts things right. Needs bash, curl, jq and the command line of the secrets manager, which holds the key's secret
# already: put it there when you make the key.
#
#   LATCHKEY_URL    where the dashboard answers, such as https://keys.example.com
#   LATCHKEY_TOKEN  an access token of the team; one with the role developer rotates the keys that its owner made
#   KEY_ID          the key, key_…
#   STORE           aws, vault or kubernetes
#   SECRET_NAME     aws: the secret's name · vault: its path, such as secret/payments, with the field "key" (KV version 2)
#                   kubernetes: namespace/name, with the entry "key"
#   ROLL_OUT        what makes the service read the new secret, such as: kubectl -n shop rollout restart deployment/payments
#   ROTATE_AFTER_DAYS  how old a secret may become (30)
#   GRACE_SECONDS      how long the old secret works if nobody ends it earlier (604800: 7 days)
#   IDLE_HOURS         how long nobody may have called with it before it is ended (24)
set -euo pipefail
: "${LATCHKEY_URL:?}" "${LATCHKEY_TOKEN:?}" "${KEY_ID:?}" "${STORE:?}" "${SECRET_NAME:?}"
ROTATE_AFTER_DAYS=${ROTATE_AFTER_DAYS:-30}
GRACE_SECONDS=${GRACE_SECONDS:-604800}
IDLE_HOURS=${IDLE_HOURS:-24}
case $STORE in aws | vault | kubernetes) ;; *) echo "STORE is aws, vault or kubernetes, not $STORE." >&2; exit 2 ;; esac

# What the secrets manager holds. When it cannot be read, the run ends here and nothing was rotated.
stored() {
  case $STORE in
    aws) aws secretsmanager get-secret-value --secret-id "$SECRET_NAME" --query SecretString --output text ;;
    vault) vault kv get -field=key "$SECRET_NAME" ;;
    kubernetes) kubectl -n "${SECRET_NAME%/*}" get secret "${SECRET_NAME#*/}" -o 'jsonpath={.data.key}' | base64 -d ;;
  esac
}

# Puts what it reads there. The secret is in no argument, which every process on the machine could read.
store() {
  case $STORE in
    aws) aws secretsmanager put-secret-value --secret-id "$SECRET_NAME" --secret-string file:///dev/stdin ;;
    vault) vault kv patch "$SECRET_NAME" key=- ;;
    kubernetes)
      jq -Rs '{data: {key: @base64}}' |
        kubectl -n "${SECRET_NAME%/*}" patch secret "${SECRET_NAME#*/}" --type=merge --patch-file=/dev/stdin
      ;;
  esac >/dev/null
}

# Asks the management API about the key: method, what follows the key, body. What it refuses is printed, and ends the run.
api() {
  local answer
  answer=$(curl --silent --show-error --fail-with-body --max-time 30 --request "$1" \
    --header @<(printf 'Authorization: Bearer %s\n' "$LATCHKEY_TOKEN") \
    --header 'Content-Type: application/json' ${3:+--data "$3"} \
    "$LATCHKEY_URL/api/v1/keys/$KEY_ID$2") || { printf '%s\n' "$answer" >&2; return 1; }
  printf '%s' "$answer"
}

# 1. Rotate, if the secret is old enough. The third part of a secret is its public id: when the secrets manager holds another one
#    than the key's current secret, an earlier run got a secret and could not keep it, so a new one is made now.
held=$(stored | cut -d_ -f3)
key=$(api GET '')
current=$(jq -r '.key.secrets[] | select(.status == "current") | .id' <<<"$key")
age=$((ROTATE_AFTER_DAYS * 86400))
[ "$held" = "$current" ] || age=0
rotation=$(api POST /rotate "{\"graceSeconds\": $GRACE_SECONDS, \"ifSecretOlderThanSeconds\": $age}")
rotated=$(jq -r .rotated <<<"$rotation")

# 2. Keep the new secret, before anything else.
if [ "$rotated" = true ]; then
  jq -j .secret <<<"$rotation" | store
  echo "Rotated $KEY_ID."
fi
key=$(jq 'del(.secret)' <<<"$rotation")
unset rotation

# 3. Roll out: after a rotation, and again for as long as an old secret has been used since.
old() {
  jq -r --arg which "$1" --argjson idle "$((IDLE_HOURS * 3600))" '
    def instant: sub("\\.[0-9]+"; "") | fromdate;
    (.key.secrets[] | select(.status == "current") | .createdAt | instant) as $rotated
    | .key.secrets[] | select(.status == "ending")
    | ([$rotated, (.lastUsed.at // "1970-01-01T00:00:00Z" | instant)] | max) as $last
    | select(if $which == "idle" then now - $last >= $idle else $last > $rotated end)
    | .id' <<<"$key"
}
if [ "$rotated" = true ] || [ -n "$(old used)" ]; then
  bash -c "${ROLL_OUT:-true}"
fi

# 4. End what nobody has called with for long enough. What is still in use works on until its grace is over.
for secret in $(old idle); do
  api POST "/secrets/$secret/end" '{}' >/dev/null
  echo "Ended the old secret $secret."
done

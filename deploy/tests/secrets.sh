# shellcheck shell=bash
# Who is given which secret, and where none may stand, with a docker that notes what it is asked.

AVIARY_INSTANCE=test-secrets

# instance: with secrets of its own, and a docker that hands files over.
instance() {
  AVIARY_STATE=$WORK/state
  fake docker <<'END'
echo "docker $*" >>"$WORK/notes"
END
  secrets_ready
}

given() { cat "$AVIARY_STATE/secrets/$1"; }

test_each_container_is_given_its_own_secrets_and_no_other() {
  local SMTP_PASSWORD="with \${a} 'quotes' and \\" AVIARY_OFREP_TOKENS=token-of-a-reader-1
  instance
  secrets_hand_out
  equals 'aviary.admin.sha256 aviary.build.secret aviary.redis.sentinel-password aviary.secrets.key aviary.traces.headers redis.password' \
    "$(given builder | jq -r 'keys | join(" ")')"
  equals 'aviary.acme.eab-hmac aviary.admin.sha256 aviary.certificates.key aviary.redis.sentinel-password aviary.traces.headers redis.password' \
    "$(given balancer | jq -r 'keys | join(" ")')"
  equals 'aviary.admin.token aviary.listeners.list aviary.mail.password aviary.monitor.secret aviary.redis.sentinel-password redis.password' \
    "$(given monitor | jq -r 'keys | join(" ")')"
  equals 'aviary.admin.sha256 aviary.ofrep.readers.tokens aviary.redis.sentinel-password aviary.traces.headers redis.password' "$(given flag | jq -r 'keys | join(" ")')"
  equals "masteruser replica
masterauth $REDIS_REPLICA_PASSWORD" "$(given app-redis)"
  equals "$REDIS_FLAG_PASSWORD" "$(given flag | jq -r '."redis.password"')"
  equals "$(printf %s "$AVIARY_ADMIN_TOKEN" | sha256sum | cut -c 1-64)" "$(given flag | jq -r '."aviary.admin.sha256"')"
  # Micronaut reads this as the password (contract: PlaceholderTest).
  equals "with \${aviary.none:\`\${\`}a} 'quotes' and \\" "$(given monitor | jq -r '."aviary.mail.password"')"
}

test_only_the_owner_may_read_them_and_the_user_of_the_image_becomes_the_owner() {
  instance
  secrets_hand_out
  equals 400 "$(stat -c %a "$AVIARY_STATE/secrets/monitor")"
  equals 700 "$(stat -c %a "$AVIARY_STATE")"
  says '--user 0 --entrypoint chown' "$(noted)"
  says 'aviary/java-base aviary /secrets/monitor' "$(noted)"
  says 'aviary/redis redis /secrets/app-redis' "$(noted)"
}

test_what_is_as_it_was_stays_and_what_changed_is_given_again() {
  local before
  instance
  secrets_hand_out
  before=$AVIARY_SECRETS_MONITOR
  rm "$WORK/notes"
  secrets_hand_out
  equals '' "$(noted)"
  equals "$before" "$AVIARY_SECRETS_MONITOR"
  SMTP_PASSWORD=another
  secrets_hand_out
  equals 1 "$(wc -l <"$WORK/notes")"
  says 'aviary/java-base aviary /secrets/monitor' "$(noted)"
  [[ $before != "$AVIARY_SECRETS_MONITOR" ]]
}

test_an_instance_of_before_gets_the_secrets_that_it_lacks_and_keeps_the_others() {
  local before
  instance
  before=$AVIARY_ADMIN_TOKEN
  sed -i '/^AVIARY_MONITOR_SECRET=/d' "$AVIARY_STATE/secrets.env"
  unset AVIARY_MONITOR_SECRET AVIARY_ADMIN_TOKEN
  secrets_ready
  equals "$before" "$AVIARY_ADMIN_TOKEN"
  equals 64 "${#AVIARY_MONITOR_SECRET}"
  says "AVIARY_MONITOR_SECRET=$AVIARY_MONITOR_SECRET" "$(<"$AVIARY_STATE/secrets.env")"
}

test_a_file_that_is_gone_or_open_to_others_is_given_again() {
  instance
  secrets_hand_out
  rm -rf "$AVIARY_STATE/secrets/flag" "$WORK/notes"
  # What Docker makes where a file is missing.
  mkdir "$AVIARY_STATE/secrets/flag"
  chmod 644 "$AVIARY_STATE/secrets/builder"
  secrets_hand_out
  equals 2 "$(wc -l <"$WORK/notes")"
  equals 400 "$(stat -c %a "$AVIARY_STATE/secrets/flag")"
  equals 400 "$(stat -c %a "$AVIARY_STATE/secrets/builder")"
}

test_a_container_that_cannot_hand_them_over_ends_the_start_and_says_why() {
  local said
  instance
  fake docker <<<'echo "Unable to find image" >&2; exit 125'
  said=$(refused secrets_hand_out)
  says 'The secrets of builder cannot be handed to its container' "$said"
  says 'Unable to find image' "$said"
}

test_no_command_that_is_started_finds_a_secret_in_its_environment_or_arguments() {
  local name
  printf 'SMTP_PASSWORD=hunter2hunter2\nPICTURES_KEY=hunter2hunter2\nAVIARY_OFREP_TOKENS=hunter2hunter2\nAVIARY_LISTENERS=hunter2hunter2\nAVIARY_ACME_EAB_HMAC=hunter2hunter2\nOTEL_EXPORTER_OTLP_HEADERS=key=hunter2hunter2\n' >"$WORK/settings"
  settings_read "$WORK/settings"
  instance
  secrets_hand_out
  for name in "${SECRETS[@]}" "${OWNERS_SECRETS[@]}"; do
    [[ -n ${!name} ]]
    lacks "${!name}" "$(env)"
    lacks "${!name}" "$(noted)"
  done
}

# As docker-compose reads it. What the labels hold is a hash over at least one random password.
test_no_secret_stands_in_the_compose_file() {
  local name
  instance
  secrets_hand_out
  for name in "${SECRETS[@]}" "${OWNERS_SECRETS[@]}"; do
    lacks "$name" "$(<"$ROOT/docker-compose.yml")"
  done
}

test_the_acl_files_hold_hashes_and_each_redis_its_own_users() {
  instance
  redis_users
  equals 'builder balancer monitor flag sentinel replica admin default' \
    "$(awk '{ print $2 }' "$AVIARY_STATE/redis/users.acl" | xargs)"
  equals 'admin default' "$(awk '{ print $2 }' "$AVIARY_STATE/redis/app-users.acl" | xargs)"
  says "#$(printf %s "$REDIS_REPLICA_PASSWORD" | sha256sum | cut -c 1-64) " "$(<"$AVIARY_STATE/redis/users.acl")"
  lacks "$REDIS_REPLICA_PASSWORD" "$(cat "$AVIARY_STATE"/redis/*)"
  says 'user default off' "$(<"$AVIARY_STATE/redis/users.acl")"
}

# shellcheck shell=bash
# Passwords and tokens of an instance, made at its first start and kept in a file that only its owner can read. None of
# them is exported: what a script starts finds no secret in its environment.

SECRETS=(AVIARY_ADMIN_TOKEN AVIARY_BUILD_SECRET AVIARY_SECRETS_KEY AVIARY_CERTIFICATES_KEY AVIARY_MONITOR_SECRET
  REDIS_ADMIN_PASSWORD REDIS_BUILDER_PASSWORD REDIS_BALANCER_PASSWORD REDIS_MONITOR_PASSWORD REDIS_FLAG_PASSWORD
  REDIS_REPLICA_PASSWORD REDIS_SENTINEL_PASSWORD REDIS_WATCHER_PASSWORD)

# What the owner's settings hold of that kind. Who knows the address of a chat's webhook posts there.
OWNERS_SECRETS=(SMTP_PASSWORD AVIARY_OFREP_TOKENS AVIARY_LISTENERS PICTURES_KEY AVIARY_ACME_EAB_HMAC
  OTEL_EXPORTER_OTLP_HEADERS)

# The containers that are given a file of secrets: container:image:user.
SECRET_HOLDERS=(builder:aviary/java-base:aviary balancer:aviary/java-base:aviary monitor:aviary/java-base:aviary
  flag:aviary/java-base:aviary app-redis:aviary/redis:redis)

# Afterwards all of them are known; one that the file lacks is added.
secrets_ready() {
  local file=$AVIARY_STATE/secrets.env name
  mkdir -p "$AVIARY_STATE"
  chmod 700 "$AVIARY_STATE"
  (umask 077 && touch "$file")
  secrets_read "$file"
  for name in "${SECRETS[@]}"; do
    [[ -z ${!name:-} ]] || continue
    printf -v "$name" %s "$(secrets_random)"
    echo "$name=${!name}" >>"$file"
  done
}

# For scripts that only look: the file must be there.
secrets_known() {
  [[ -r $AVIARY_STATE/secrets.env ]] ||
    fail "There is no Aviary named '$AVIARY_INSTANCE' here." "$AVIARY_STATE/secrets.env cannot be read" \
      "start it with deploy/up, or name another one in AVIARY_INSTANCE"
  secrets_read "$AVIARY_STATE/secrets.env"
}

secrets_read() {
  settings_read "$1"
  export -n "${SECRETS[@]}" "${OWNERS_SECRETS[@]}"
}

# 256 bits in hex.
secrets_random() { od -An -vtx1 -N32 /dev/urandom | tr -d ' \n'; }

# Writes each container's file of secrets, .aviary/<instance>/secrets/<container>, mode 0400, owned by the user of that
# container; one that is as it should be stays. Exports AVIARY_SECRETS_<CONTAINER>, a hash that docker-compose.yml has
# among the labels: a container is made anew when its secrets change. Nothing can be guessed from that hash, because each
# file holds a random password of 256 bits.
secrets_hand_out() {
  local folder=$AVIARY_STATE/secrets fresh holder name image user hash
  mkdir -p "$folder"
  fresh=$(mktemp -d "$folder/new-XXXXXX")
  for holder in "${SECRET_HOLDERS[@]}"; do
    IFS=: read -r name image user <<<"$holder"
    (umask 277 && secrets_of "$name" >"$fresh/$name")
    hash=$(secrets_hash <"$fresh/$name")
    export "AVIARY_SECRETS_$(tr a-z- A-Z_ <<<"$name")=$hash"
    secrets_stand "$folder/$name" "$hash" || secrets_give "$fresh" "$folder" "$name" "$image" "$user" "$hash"
  done
  rm -rf "$fresh"
}

# secrets_stand FILE HASH: is the file the one that was handed out with this content?
secrets_stand() { [[ $2\ $(secrets_seen "$1") == "$(cat "$1.given" 2>/dev/null)" ]]; }

# Who may read it, without reading it: the owner of a container's file is another user.
secrets_seen() { stat -c '%F %u %a %i' "$1" 2>/dev/null; }

# secrets_give FROM FOLDER NAME IMAGE USER HASH: a container of that image gives the file to its user. So a member of the
# group `docker` needs no other right, and the number of the user stands in the image alone.
secrets_give() {
  local said
  said=$(docker run --rm --network none --user 0 --entrypoint chown --volume "$1:/secrets" "$4" "$5" "/secrets/$3" 2>&1) ||
    fail "The secrets of $3 cannot be handed to its container." "$said" "see that '$4' is there: deploy/up builds it"
  rm -rf "${2:?}/$3"
  mv "$1/$3" "$2/$3"
  echo "$6 $(secrets_seen "$2/$3")" >"$2/$3.given"
}

# secrets_of CONTAINER: its file. Services read JSON of their settings; only the monitor also sends the admin token.
secrets_of() {
  local password=REDIS_${1^^}_PASSWORD admin redis
  admin=$(printf %s "$AVIARY_ADMIN_TOKEN" | secrets_hash)
  [[ $1 == app-redis ]] || redis=(redis.password "${!password}" aviary.redis.sentinel-password "${AVIARY_REDIS_SENTINELS:+$REDIS_WATCHER_PASSWORD}")
  case $1 in
    builder)
      settings_json "${redis[@]}" aviary.admin.sha256 "$admin" \
        aviary.build.secret "$AVIARY_BUILD_SECRET" aviary.secrets.key "$AVIARY_SECRETS_KEY" \
        aviary.traces.headers "${OTEL_EXPORTER_OTLP_HEADERS:-}"
      ;;
    balancer)
      settings_json "${redis[@]}" aviary.admin.sha256 "$admin" \
        aviary.certificates.key "$AVIARY_CERTIFICATES_KEY" \
        aviary.acme.eab-hmac "${AVIARY_ACME_EAB_HMAC:-}" aviary.traces.headers "${OTEL_EXPORTER_OTLP_HEADERS:-}"
      ;;
    monitor)
      settings_json "${redis[@]}" aviary.admin.token "$AVIARY_ADMIN_TOKEN" \
        aviary.mail.password "${SMTP_PASSWORD:-}" aviary.monitor.secret "$AVIARY_MONITOR_SECRET" \
        aviary.listeners.list "${AVIARY_LISTENERS:-}"
      ;;
    flag)
      settings_json "${redis[@]}" aviary.admin.sha256 "$admin" \
        aviary.ofrep.readers.tokens "${AVIARY_OFREP_TOKENS:-}" aviary.traces.headers "${OTEL_EXPORTER_OTLP_HEADERS:-}"
      ;;
    app-redis) printf 'masteruser replica\nmasterauth %s\n' "$REDIS_REPLICA_PASSWORD" ;;
  esac
}

secrets_hash() { sha256sum | cut -c 1-64; }

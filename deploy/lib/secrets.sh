# shellcheck shell=bash
# Passwords and tokens of an instance, made at its first start and kept in a file that only its owner can read.

SECRETS=(AVIARY_ADMIN_TOKEN AVIARY_BUILD_SECRET
  REDIS_ADMIN_PASSWORD REDIS_BUILDER_PASSWORD REDIS_BALANCER_PASSWORD REDIS_MONITOR_PASSWORD REDIS_FLAG_PASSWORD)

# Exports all of them; one that the file lacks is added.
secrets_ready() {
  local file=$AVIARY_STATE/secrets.env name
  mkdir -p "$AVIARY_STATE"
  chmod 700 "$AVIARY_STATE"
  (umask 077 && touch "$file")
  settings_read "$file"
  for name in "${SECRETS[@]}"; do
    [[ -z ${!name:-} ]] || continue
    export "$name=$(secrets_random)"
    echo "$name=${!name}" >>"$file"
  done
}

# For scripts that only look: the file must be there.
secrets_known() {
  [[ -r $AVIARY_STATE/secrets.env ]] ||
    fail "There is no Aviary named '$AVIARY_INSTANCE' here." "$AVIARY_STATE/secrets.env cannot be read" \
      "start it with deploy/up, or name another one in AVIARY_INSTANCE"
  settings_read "$AVIARY_STATE/secrets.env"
}

# 256 bits in hex.
secrets_random() { od -An -vtx1 -N32 /dev/urandom | tr -d ' \n'; }

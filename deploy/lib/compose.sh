# shellcheck shell=bash
# docker-compose, whichever of its two generations is here, over docker-compose.yml.

compose() {
  local command=(docker-compose)
  ! compose_is_plugin || command=(docker compose)
  "${command[@]}" --project-directory "$ROOT" --file "$ROOT/docker-compose.yml" --project-name "$AVIARY_INSTANCE" "$@"
}

compose_is_plugin() { docker compose version >/dev/null 2>&1; }

compose_present() { compose_is_plugin || command -v docker-compose >/dev/null; }

# What docker-compose.yml takes from its environment besides the instance and its secrets.
compose_environment() {
  DOCKER_GID=$(stat -c %g /var/run/docker.sock)
  export DOCKER_GID
  [[ -n ${SMTP_HOST:-} ]] || compose_mailbox
}

# Without an SMTP server of the owner's, mail goes to the mailbox, where `deploy/mail` shows it.
compose_mailbox() {
  export COMPOSE_PROFILES=mailbox SMTP_HOST=127.0.0.1 SMTP_PORT=$AVIARY_MAILBOX_PORT SMTP_SECURITY=plain
  export ALERT_FROM=${ALERT_FROM:-aviary@localhost} ALERT_TO=${ALERT_TO:-owner@localhost}
}

# The mailbox goes too, whether or not it is wanted now.
compose_down() { COMPOSE_PROFILES=mailbox compose down --timeout 40 --remove-orphans "$@"; }

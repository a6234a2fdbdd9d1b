# shellcheck shell=bash
# docker-compose, whichever of its two generations is here, over docker-compose.yml.

# The first generation reads a field of images that engines no longer have from this version of their API on.
COMPOSE_1_ENDS=1.45
COMPOSE_ADVICE="install the second generation: apt-get install docker-compose-v2 on Ubuntu, elsewhere docker-compose-plugin
         from Docker's own apt repository; then run this again"

compose() {
  local command=(docker-compose)
  ! compose_is_plugin || command=(docker compose)
  "${command[@]}" --project-directory "$ROOT" --file "$ROOT/docker-compose.yml" --project-name "$AVIARY_INSTANCE" "$@"
}

compose_is_plugin() { docker compose version >/dev/null 2>&1; }

# It is run, because Ubuntu 24.04 has one that only looks as if it could: its Python lacks a module.
compose_present() { compose_is_plugin || docker-compose version >/dev/null 2>&1; }

# Where the engine does not answer, all that runs may be taken for one that fits.
compose_fits() {
  compose_present || return 1
  compose_is_plugin || [[ $(docker-compose version --short) != 1.* ]] || ! engine_speaks "$COMPOSE_1_ENDS"
}

# Afterwards there is one that runs, and fits the engine, which answers.
compose_ready() {
  compose_fits || compose_install
  compose_present ||
    fail "docker-compose does not run." "$(docker-compose version 2>&1 | tail -n 1)" "$COMPOSE_ADVICE"
  compose_fits || fail "docker-compose $(docker-compose version --short) does not fit this Docker engine." \
    "from Docker API $COMPOSE_1_ENDS on it fails as soon as it replaces a container" "$COMPOSE_ADVICE"
}

# One that is there already did not do: package lists that are missing or old may be why apt knows no other.
compose_install() {
  local package
  package=$(compose_package)
  if ! package_known "$package" || package_installed "$package"; then
    ADVICE=$COMPOSE_ADVICE working "Looking for a newer docker-compose" apt_get update
    package=$(compose_package)
  fi
  packages_install "$package"
}

# The second generation where apt has it, by its name in Docker's own archive and in Ubuntu's. In Debian docker-compose is
# the first until 12, and the second from 13 on.
compose_package() {
  local name
  for name in docker-compose-plugin docker-compose-v2; do
    if package_known "$name"; then
      echo "$name"
      return
    fi
  done
  echo docker-compose
}

# What docker-compose.yml takes from its environment besides the instance and its secrets.
compose_environment() {
  DOCKER_GID=$(stat -c %g /var/run/docker.sock)
  export DOCKER_GID
  COMPOSE_PROFILES=$(observability_profiles | paste -sd,)
  export COMPOSE_PROFILES
  [[ -n ${SMTP_HOST:-} ]] || compose_mailbox
}

# Without an SMTP server of the owner's, mail goes to the mailbox, where `deploy/mail` shows it.
compose_mailbox() {
  export COMPOSE_PROFILES=mailbox${COMPOSE_PROFILES:+,$COMPOSE_PROFILES} SMTP_HOST=127.0.0.1 SMTP_PORT=$AVIARY_MAILBOX_PORT SMTP_SECURITY=plain
  export ALERT_FROM=${ALERT_FROM:-aviary@localhost} ALERT_TO=${ALERT_TO:-owner@localhost}
}

# Containers that only some owners want, each a profile of docker-compose.yml.
PROFILES=(mailbox prometheus grafana)

# Starts what is not as docker-compose.yml says. Of the profiles, those that are no longer wanted end, which docker-compose
# leaves alone; what they have on their volumes stays.
compose_up() {
  compose_replace_balancer
  compose up --detach --remove-orphans
  local profile
  for profile in "${PROFILES[@]}"; do
    [[ ,${COMPOSE_PROFILES:-}, == *,$profile,* || -z $(instance_containers --filter "label=dev.aviary.role=$profile") ]] ||
      COMPOSE_PROFILES=$profile compose rm --stop --force "$profile"
  done
}

# A balancer that is not as docker-compose.yml says gets its successor beside it, on the same sockets. It is stopped when
# that one accepts, and ends what it has begun.
compose_replace_balancer() {
  local old
  old=$(instance_containers --filter label=dev.aviary.role=balancer --filter status=running)
  [[ $old && $old != *$'\n'* ]] || return 0
  compose_differs balancer "$old" || return 0
  compose up --detach --no-deps door
  # A balancer from before there were doors holds its ports alone.
  wait_until 10 "the balancer is known to the door" door_used 1 || return 0
  compose up --detach --no-deps --no-recreate --scale balancer=2 balancer
  if wait_until 120 "the new balancer accepts" door_used 2; then
    docker stop "$old"
    docker rm "$old"
  else
    compose logs --no-color --tail 25 balancer >&2
    docker ps --quiet --filter "label=dev.aviary.instance=$AVIARY_INSTANCE" --filter label=dev.aviary.role=balancer |
      { grep -v "^${old:0:12}" || true; } | xargs --no-run-if-empty docker rm --force
    echo "The new balancer does not accept; the old one goes on" >&2
    return 1
  fi
}

# compose_differs SERVICE CONTAINER: was it made from another image or from other settings than it would be now?
compose_differs() {
  local service=$1 container=$2 image
  image=$(docker inspect -f '{{.Config.Image}}' "$container")
  ! [[ $(docker inspect -f '{{.Image}}' "$container") == "$(docker image inspect -f '{{.Id}}' "$image" 2>/dev/null)" &&
    "$service $(docker inspect -f '{{index .Config.Labels "com.docker.compose.config-hash"}}' "$container")" == "$(compose config --hash "$service")" ]]
}

# The containers of profiles go too, whether or not they are wanted now.
compose_down() { COMPOSE_PROFILES=$(IFS=, && echo "${PROFILES[*]}") compose down --timeout 40 --remove-orphans "$@"; }

# The rules that the guard set, of no use without builds and apps.
compose_guard_remove() {
  ! docker image inspect aviary/guard >/dev/null 2>&1 ||
    docker run --rm --network host --cap-drop ALL --cap-add NET_ADMIN --env AVIARY_INSTANCE aviary/guard remove
}

# shellcheck shell=bash
# Docker images, each built only when something that it is made of has changed.

IMAGES=$ROOT/deploy/images
SERVICES=(builder balancer monitor flag)

# Set, all are made anew, whatever is there: packages of the distribution are renewed, and nothing here changes with them.
IMAGES_ANEW=

# What every instance needs and no source change touches.
images_base() {
  "$IMAGES/base" ${IMAGES_ANEW:+--refresh} trixie
  local image
  for image in python-base aviary/java-base aviary/redis aviary/engine-reader aviary/door aviary/mailbox aviary/guard; do
    image_build "$image" debian:trixie-slim -- -C "$IMAGES/${image#aviary/}" .
  done
}

images_services() {
  local service
  for service in "${SERVICES[@]/%/-service}"; do
    image_build "aviary/$service:$AVIARY_VERSION" aviary/java-base "SERVICE=$service" -- \
      -C "$IMAGES/service" Dockerfile start-service train -C "$ROOT/$service/target" lib "$service.jar"
  done
}

# image_build NAME BASE [ARGUMENT=VALUE]... -- TAR-ARGUMENT...: builds NAME on BASE from the files that tar packs.
# The image carries a stamp over base, arguments and files; one with the same stamp stays.
image_build() {
  local name=$1 base=$2 arguments=() stamp
  shift 2
  while [[ $1 != -- ]]; do
    arguments+=(--build-arg "$1")
    shift
  done
  shift
  stamp=$({
    docker image inspect -f '{{.Id}}' "$base"
    echo "${arguments[@]}"
    image_context "$@"
  } | sha256sum | cut -c 1-64)
  [[ -z $IMAGES_ANEW && $(image_stamp "$name") == "$stamp" ]] ||
    ADVICE="see that Debian's package mirror is reachable from a container" \
      working "Building $name" image_make "$name" "$stamp" "$@"
}

image_stamp() { docker image inspect -f '{{index .Config.Labels "dev.aviary.stamp"}}' "$1" 2>/dev/null || true; }

# Was the base image pulled, rather than made here by debootstrap?
images_pulled() {
  local comment
  comment=$(docker image inspect -f '{{.Comment}}' debian:trixie-slim 2>/dev/null) && [[ $comment != debootstrap* ]]
}

# The same files give the same bytes, whoever checked them out, when, and with what umask.
image_context() { tar -c --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX "$@"; }

# The builder of the engine itself: it is everywhere, and it sees the images that we made here.
image_make() {
  local name=$1 stamp=$2
  shift 2
  image_context "$@" | DOCKER_BUILDKIT=0 docker build --network host --force-rm ${IMAGES_ANEW:+--no-cache} \
    --tag "$name" --label "dev.aviary.stamp=$stamp" "${arguments[@]}" -
  # What this replaces, and the stages that it went through. Only one at a time may prune: the next one will do it.
  docker image prune --force --filter label=dev.aviary.stamp || true
}

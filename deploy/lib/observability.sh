# shellcheck shell=bash
# Prometheus and Grafana beside the services, where the owner wants them: AVIARY_OBSERVABILITY is off, prometheus, or grafana
# (both). Their settings are in deploy/observability.

OBSERVABILITY=$ROOT/deploy/observability

# Which of the two are wanted, as profiles of docker-compose.yml.
observability_profiles() {
  case ${AVIARY_OBSERVABILITY:-off} in
    off) ;;
    prometheus) echo prometheus ;;
    grafana) printf '%s\n' prometheus grafana ;;
    *) fail "AVIARY_OBSERVABILITY is '$AVIARY_OBSERVABILITY'." "it must be off, prometheus or grafana" \
      "prometheus keeps the services' metrics; grafana shows them too, with an image from a registry" ;;
  esac
}

observability_wanted() { observability_profiles | grep --quiet --line-regexp "$1"; }

# Prometheus reads its targets from there; a container is made anew when any of the settings changes.
observability_ready() {
  local folder=$AVIARY_STATE/observability
  observability_wanted prometheus || return 0
  mkdir -p "$folder"
  observability_targets >"$folder/targets.json"
  # The users of the containers read it.
  chmod 755 "$folder"
  chmod 644 "$folder/targets.json"
  AVIARY_OBSERVABILITY_HASH=$(tar -C "$OBSERVABILITY" -c --sort=name --mtime=@0 . | sha256sum | cut -c 1-64)
  export AVIARY_OBSERVABILITY_HASH
}

# The four services, each with its name: Prometheus's own form of a file of targets.
observability_targets() {
  local service
  for service in "${SERVICES[@]}"; do
    printf '%s %s\n' "$service" "$(services_port "$service")"
  done | jq -Rn --arg instance "$AVIARY_INSTANCE" '[inputs | split(" ")
    | {targets: ["127.0.0.1:\(.[1])"], labels: {service: .[0], aviary: $instance}}]'
}

# Debian's Prometheus; Grafana is in no distribution.
observability_images() {
  ! observability_wanted prometheus ||
    image_build aviary/prometheus debian:trixie-slim -- -C "$IMAGES/prometheus" .
}

# shellcheck shell=bash
# The four services, once they are started.

# On a machine that is busy with something else a JVM was seen to take more than a minute.
SERVICES_START_SECONDS=300

# services_wait LOG-COMMAND...: until all answer their health check; at the deadline, what their health says and their last words,
# which LOG-COMMAND with the name of the service prints.
services_wait() {
  local service missing=() limit=$((SECONDS + SERVICES_START_SECONDS))
  for service in "${SERVICES[@]}"; do
    wait_until $((limit - SECONDS)) "$service is healthy" http_up "$(services_port "$service")" || missing+=("$service")
  done
  ((${#missing[@]})) || return 0
  for service in "${missing[@]}"; do
    say "/health of $service, and its last log lines:"
    { curl --silent --show-error --max-time 5 "http://127.0.0.1:$(services_port "$service")/health" && echo; "$@" "$service"; } 2>&1 | sed 's/^/   | /' >&2 || true
  done
  fail "Not healthy: ${missing[*]}." "/health did not answer 200 within $SERVICES_START_SECONDS s" \
    "read the lines above; deploy/doctor looks for the usual causes"
}

# The port with a service's /health.
services_port() {
  case $1 in
    builder) echo "$AVIARY_BUILDER_ADMIN_PORT" ;;
    balancer) echo "$AVIARY_BALANCER_ADMIN_PORT" ;;
    monitor) echo "$AVIARY_MONITOR_PORT" ;;
    flag) echo "$AVIARY_FLAG_PORT" ;;
  esac
}

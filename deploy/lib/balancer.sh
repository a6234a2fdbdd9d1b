# shellcheck shell=bash
# A balancer by itself: the jar on free ports, with the last known routes of a file and no Redis, as after a restart while
# Redis is away.

# balancer_alone BACKEND-PORT [NAME=value...]: starts it, with one event loop and nothing of the instance's settings and
# ports, until this shell ends. All hosts lead to that port of the loopback. Sets BALANCER_PORT.
balancer_alone() {
  local backend=$1 slots admin instance=("${!AVIARY_@}")
  shift
  slots=$(ports_any)
  admin=$(ports_any)
  BALANCER_PORT=$(ports_any)
  BALANCER_DATA=$(mktemp -d -t aviary-balancer-XXXXXX)
  balancer_routes "$backend" >"$BALANCER_DATA/routes.json"
  env "${instance[@]/#/--unset=}" AVIARY_DATA="$BALANCER_DATA" AVIARY_ADMIN_TOKEN=only-for-these-tests AVIARY_REDIS_PORT="$(ports_any)" \
    AVIARY_CERTIFICATES_KEY="$(secrets_random)" \
    AVIARY_PUBLIC_PORT="$BALANCER_PORT" AVIARY_BALANCER_ADMIN_PORT="$admin" AVIARY_SLOT_PORT_BASE="$slots" \
    MICRONAUT_NETTY_EVENT_LOOPS_TRAFFIC_NUM_THREADS=1 "$@" \
    "$(java_home)/bin/java" -XX:+UseSerialGC -Xmx64m -XX:MaxDirectMemorySize=64m -XX:+UseCompactObjectHeaders \
    -jar "$ROOT/balancer-service/target/balancer-service.jar" >"$BALANCER_DATA/log" 2>&1 &
  BALANCER_PID=$!
  trap balancer_stop EXIT
  wait_until 60 "the balancer listens" port_answers "$BALANCER_PORT" || {
    last_lines "$BALANCER_DATA/log"
    fail "The balancer does not start." "the lines above" "remove the cause and run this again"
  }
}

balancer_stop() {
  # It ends by our signal, which is no failure.
  kill "$BALANCER_PID" 2>/dev/null || true
  wait "$BALANCER_PID" 2>/dev/null || true
  rm -rf "$BALANCER_DATA"
}

# balancer_routes PORT: the file that a balancer keeps.
balancer_routes() {
  jq -n --argjson port "$1" '{
    table: {apps: [{
      app: "raw", index: 0, hosts: [], canaryPercent: 0,
      stable1: {state: "open", member: {
        release: "raw-1", deployment: "raw-1", commit: ("0" * 40), container: "raw-1", host: "127.0.0.1", port: $port}},
      stable2: {state: "closed", reason: "nothing runs here"},
      canary: {state: "closed", reason: "nothing runs here"}}]},
    withdrawals: {}}'
}

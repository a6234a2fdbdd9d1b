# shellcheck shell=bash
# A flag service by itself: the jar on free ports, with a Redis of its own and the flags of the conformance suite.

FLAGS_TOKEN=only-for-these-tests
FLAGS_READER=who-reads-in-these-tests
CONFORMANCE=$ROOT/conformance/ofrep

# flags_alone [NAME=value...]: starts it, with nothing of the instance's settings and ports, until this shell ends. Sets
# FLAGS_URL.
flags_alone() {
  local port redis instance=("${!AVIARY_@}")
  port=$(ports_any)
  redis=$(ports_any)
  FLAGS_URL=http://127.0.0.1:$port
  FLAGS_DATA=$(mktemp -d -t aviary-flags-XXXXXX)
  trap flags_stop EXIT
  redis-server --port "$redis" --bind 127.0.0.1 --save "" --notify-keyspace-events "Kg\$x" >"$FLAGS_DATA/redis.log" 2>&1 &
  FLAGS_REDIS_PID=$!
  env "${instance[@]/#/--unset=}" AVIARY_DATA="$FLAGS_DATA" AVIARY_ADMIN_TOKEN=$FLAGS_TOKEN \
    AVIARY_REDIS_PORT="$redis" AVIARY_FLAG_PORT="$port" "$@" \
    "$(java_home)/bin/java" -XX:+UseSerialGC -Xmx64m -XX:+UseCompactObjectHeaders \
    -jar "$ROOT/flag-service/target/flag-service.jar" >"$FLAGS_DATA/log" 2>&1 &
  FLAGS_PID=$!
  wait_until 120 "the flag service is healthy" http_up "$port" || {
    last_lines "$FLAGS_DATA/log"
    fail "The flag service does not start." "the lines above" "remove the cause and run this again"
  }
  curl --silent --show-error --fail --output /dev/null -X PUT -H "Authorization: Bearer $FLAGS_TOKEN" \
    -H 'Content-Type: application/json' --data-binary @"$CONFORMANCE/flags.json" "$FLAGS_URL/flags.json"
}

flags_stop() {
  # They end by our signal, which is no failure.
  kill "$FLAGS_PID" "$FLAGS_REDIS_PID" 2>/dev/null || true
  wait "$FLAGS_PID" "$FLAGS_REDIS_PID" 2>/dev/null || true
  rm -rf "$FLAGS_DATA"
}

# The package of Debian starts a Redis of its own where there is systemd; it is not wanted here.
flags_redis_ready() {
  if command -v redis-server >/dev/null; then return; fi
  packages_install redis-server
  [[ ! -d $SYSTEMD ]] || as_root systemctl disable --now redis-server
}

# The suite against a service that answers everybody, and what of it concerns tokens against one that does not.
flags_conform() {
  local change="curl -sf -o /dev/null -X POST -H 'Authorization: Bearer $FLAGS_TOKEN'"
  flags_alone AVIARY_OFREP_RATE=50 AVIARY_OFREP_BURST=600 AVIARY_OFREP_HEARTBEAT=2s
  "$CONFORMANCE/run" "$FLAGS_URL" --token $FLAGS_TOKEN --anonymous --heartbeat 10 --burst 20000 \
    --exclude "auth/none=it answers without a token" --change "$change $FLAGS_URL/flags/conformance-changing/toggle"
  flags_stop
  flags_alone AVIARY_OFREP_ANONYMOUS=false AVIARY_OFREP_TOKENS=$FLAGS_READER AVIARY_OFREP_HEARTBEAT=2s
  "$CONFORMANCE/run" "$FLAGS_URL" --token $FLAGS_READER --heartbeat 10 --only auth/
  # The admin is told of no stream.
  "$CONFORMANCE/run" "$FLAGS_URL" --token $FLAGS_READER --heartbeat 10 --only stream/ \
    --change "$change $FLAGS_URL/flags/conformance-changing/toggle"
}

# OpenFeature's own clients, one for servers and one for browsers.
flags_clients() {
  local clients=$ROOT/flag-service/clients
  node_packages "$clients"
  flags_alone
  FLAG_SERVICE=$FLAGS_URL AVIARY_ADMIN_TOKEN=$FLAGS_TOKEN npm --prefix "$clients" test
}

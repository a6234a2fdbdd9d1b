# shellcheck shell=bash
# What the balancer makes of raw bytes, and of clients that are slow on purpose.

SLOW_CONNECTIONS=1000
SLOW_SECONDS=20

# Every script in balancer-service/src/test/vtc, one after the other: they share the backend's port.
rawhttp_scripts() {
  local backend scripts=("$ROOT"/balancer-service/src/test/vtc/*.vtc)
  backend=$(ports_any)
  # A probe would be the connection that a script's backend waits for.
  balancer_alone "$backend" AVIARY_PROBES_INTERVAL=1h
  varnishtest -j 1 -k -q -D "public=$BALANCER_PORT" -D "backend=$backend" "${scripts[@]}"
  say "${#scripts[@]} scripts pass"
}

# Heads, bodies and answers that crawl, each on 1,000 connections: meanwhile every normal request succeeds.
rawhttp_slow() {
  # Each connection takes two descriptors in the balancer, and one in slowhttptest.
  ulimit -n "$(ulimit -Hn)"
  rawhttp_backend
  balancer_alone "$RAWHTTP_BACKEND"
  trap 'kill "$RAWHTTP_PID" || true; balancer_stop' EXIT
  rawhttp_against "heads that never end" -H -i 5
  rawhttp_against "bodies that never end" -B -i 5 -s 100000
  rawhttp_against "readers that hardly read" -X -w 16 -y 32 -n 5 -z 8 -u "http://127.0.0.1:$BALANCER_PORT/large"
}

# rawhttp_against WHAT OPTION...: normal clients beside slowhttptest with these options.
rawhttp_against() {
  local what=$1 slow asked=0 failed=0
  shift
  slowhttptest -c "$SLOW_CONNECTIONS" -r 500 -l "$SLOW_SECONDS" -p 5 -u "http://127.0.0.1:$BALANCER_PORT/small" "$@" \
    >"$BALANCER_DATA/slow" 2>&1 </dev/null &
  slow=$!
  wait_until 15 "$SLOW_CONNECTIONS slow connections are open" rawhttp_slow_open
  while kill -0 "$slow" 2>/dev/null; do
    rawhttp_asked || failed=$((failed + 1))
    asked=$((asked + 1))
  done
  ((failed == 0 && asked > 0)) ||
    fail "$failed of $asked normal requests failed." "slowhttptest: $what" "see what the balancer does with such clients"
  ! grep -m 3 -A 3 ' ERROR ' "$BALANCER_DATA/log" >&2 ||
    fail "The balancer logged errors." "slowhttptest: $what" "read the lines above"
  say "$what, on $SLOW_CONNECTIONS connections: all $asked normal requests succeed"
}

# Most of them: the balancer ends the first ones before the last ones have begun.
rawhttp_slow_open() {
  local open
  open=$(grep -c -i ":$(printf %04x "$BALANCER_PORT") [0-9a-f:]* 01 " <(cat /proc/net/tcp /proc/net/tcp6)) || true
  ((open > SLOW_CONNECTIONS / 2))
}

# One small request with an answer, and one with a body.
rawhttp_asked() {
  curl --silent --fail --max-time 10 --output /dev/null "http://127.0.0.1:$BALANCER_PORT/small" &&
    curl --silent --fail --max-time 10 --output /dev/null --data-binary hello "http://127.0.0.1:$BALANCER_PORT/small"
}

# A backend with a small and a large answer. Sets RAWHTTP_BACKEND and RAWHTTP_PID.
rawhttp_backend() {
  RAWHTTP_BACKEND=$(ports_any)
  "$(java_home)/bin/java" -cp "$ROOT/balancer-service/target/test-classes" \
    dev.aviary.balancer.testing.PlainBackend "$RAWHTTP_BACKEND" &
  RAWHTTP_PID=$!
  wait_until 30 "the backend listens" port_answers "$RAWHTTP_BACKEND"
}

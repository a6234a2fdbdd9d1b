# shellcheck shell=bash
# The console in a real Chromium, on an instance of its own with the sample app.

CONSOLE_CHECKS=$ROOT/conformance/console

console_ready() {
  node_ready
  packages_install chromium
  node_packages "$CONSOLE_CHECKS"
}

# console_stack COMMAND...: runs it beside an instance of its own, which is gone afterwards.
console_stack() (
  unset "${!AVIARY_@}"
  # shellcheck disable=SC2030  # meant for this subshell
  export AVIARY_INSTANCE=console AVIARY_PORT_OFFSET=${CONSOLE_PORT_OFFSET:-12000}
  trap '"$ROOT/deploy/down" --purge' EXIT
  "$ROOT/deploy/up"
  instance_define
  console_run "$@"
)

# console_run COMMAND...: runs it with the ports and the token of the instance that is defined.
console_run() {
  secrets_known
  AVIARY_ADMIN_TOKEN=$AVIARY_ADMIN_TOKEN "$@"
}

console_test() { npm --prefix "$CONSOLE_CHECKS" test; }

# console_watch MINUTES [FILE]: keeps a page of the instance that is defined open under load; what came of it goes to the file.
console_watch() {
  # shellcheck disable=SC2031  # console_stack runs it in the subshell that names the instance
  MONITOR_PID=$(docker inspect --format '{{.State.Pid}}' "${AVIARY_INSTANCE}_monitor_1")
  export MONITOR_PID
  console_run node "$CONSOLE_CHECKS/watch.mjs" "$@"
}

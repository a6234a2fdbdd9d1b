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
  MONITOR_PID=$(instance_containers --filter label=dev.aviary.role=monitor --filter status=running |
    xargs docker inspect --format '{{.State.Pid}}')
  export MONITOR_PID
  console_run node "$CONSOLE_CHECKS/watch.mjs" "$@"
}

# shellcheck shell=bash
# Waiting for a condition, with a deadline and progress.

# wait_until SECONDS WHAT COMMAND...: asks again until the command succeeds. Returns 1 at the deadline.
wait_until() {
  local limit=$1 what=$2 started=$SECONDS
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS - started < limit)) || return 1
    [[ ! -t 1 ]] || printf '\r   until %s ... %d s' "$what" $((SECONDS - started))
    sleep 0.5
  done
  finished "$what, after $((SECONDS - started)) s"
}

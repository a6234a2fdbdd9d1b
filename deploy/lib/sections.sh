# shellcheck shell=bash
# The sections of a test run: each is timed, all run whatever happens, and a summary tells which failed.

SECTIONS=()
SECTIONS_FAILED=0

# run_section TITLE COMMAND...
run_section() {
  local title=$1 started=$SECONDS status verdict=passed
  shift
  section "$title"
  # Not in a condition: there `set -e` would have no effect inside.
  set +e
  (set -e; "$@")
  status=$?
  set -e
  ((status == 0)) || { verdict=FAILED; SECTIONS_FAILED=$((SECTIONS_FAILED + 1)); }
  SECTIONS+=("$(printf '%-7s %5d s   %s' "$verdict" $((SECONDS - started)) "$title")")
}

sections_summary() {
  section "Summary"
  printf '   %s\n' "${SECTIONS[@]}"
  return $((SECTIONS_FAILED > 0))
}

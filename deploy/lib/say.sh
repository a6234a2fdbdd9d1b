# shellcheck shell=bash
# What a script tells the person who runs it: progress, and failures with what, why and what to do.

say() { printf '   %s\n' "$*"; }

section() { printf '\n== %s\n' "$*"; }

# fail WHAT [WHY [WHAT-TO-DO]]: reports and ends the script.
fail() {
  printf '\n!! %s\n' "$1" >&2
  [[ -z ${2:-} ]] || printf '   why:  %s\n' "$2" >&2
  [[ -z ${3:-} ]] || printf '   do:   %s\n' "$3" >&2
  exit 1
}

# last_lines FILE [COUNT]: the end of a log, set apart from our own words.
last_lines() { tail -n "${2:-25}" "$1" 2>/dev/null | sed 's/^/   | /' >&2; }

# working WHAT COMMAND...: runs a long command with its output in a log file, shows how long it takes,
# and ends the script with the last lines of the log when it fails.
working() {
  local what=$1 started=$SECONDS log
  shift
  log=$(mktemp -t "aviary-XXXXXX.log")
  (set -e; "$@") >"$log" 2>&1 </dev/null &
  tick "$what" $!
  if wait $!; then
    finished "$what: done in $((SECONDS - started)) s"
    rm -f "$log"
  else
    [[ ! -t 1 ]] || printf '\n'
    last_lines "$log"
    fail "$what failed." "the lines above, from $log" "${ADVICE:-remove the cause and run the same command again}"
  fi
}

# side_by_side COMMAND OTHER: runs both at once, and ends the script when one fails. What COMMAND says comes after OTHER.
side_by_side() {
  local log pid
  log=$(mktemp -t "aviary-XXXXXX.log")
  (set -e; "$1") >"$log" 2>&1 </dev/null &
  pid=$!
  # shellcheck disable=SC2064  # that process
  trap "kill $pid 2>/dev/null || true" EXIT
  "$2"
  if wait "$pid"; then
    trap - EXIT
    cat "$log"
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    exit 1
  fi
}

# tick WHAT PID: until the process ends, a running clock on a terminal, and a line every 30 s elsewhere.
tick() {
  local since=$SECONDS
  [[ -t 1 ]] || say "$1 ..."
  while kill -0 "$2" 2>/dev/null; do
    if [[ -t 1 ]]; then
      printf '\r   %s ... %d s' "$1" $((SECONDS - since))
    elif ((SECONDS > since && (SECONDS - since) % 30 == 0)); then
      say "$1 ... $((SECONDS - since)) s"
    fi
    sleep 1
  done
}

# finished TEXT: the last word on a step, over its running clock on a terminal.
finished() {
  [[ ! -t 1 ]] || printf '\r\033[K'
  say "$1"
}

# json_text TEXT: as a text of JSON, without control characters.
json_text() {
  local text=${1//[[:cntrl:]]/ }
  text=${text//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# shellcheck shell=bash
# The sections of a test run: each is timed, all run whatever happens, and a summary tells which failed.

SECTIONS=()
SECTIONS_FAILED=0
SECTIONS_CHOSEN=''

# sections_chosen "$@": the options of a script of sections. `--only PATTERN` runs those whose title holds that extended
# regular expression, in any case of letters.
sections_chosen() {
  case ${1:-} in
    '') ;;
    --only)
      [[ $# == 2 && -n ${2:-} ]] || fail "--only needs one pattern." "" "for example: deploy/test --only guard"
      grep -qiE -- "$2" <<<'' || (($? < 2)) || fail "'$2' is not a pattern." "grep -E refuses it" "give a part of a section's title"
      SECTIONS_CHOSEN=$2
      ;;
    *) fail "There is no option '$1'." "" "deploy/test, or deploy/test --only PATTERN" ;;
  esac
}

# run_section TITLE COMMAND...
run_section() {
  grep -qiE -- "$SECTIONS_CHOSEN" <<<"$1" || return 0
  section_always "$@"
}

# section_always TITLE COMMAND...: whatever was chosen.
section_always() {
  local title=$1 started=$SECONDS status verdict=passed begun line
  shift
  section "$title"
  begun=$(mktemp)
  # Not in a condition: there `set -e` would have no effect inside.
  set +e
  (set -e; "$@")
  status=$?
  set -e
  ((status == 0)) || { verdict=FAILED; SECTIONS_FAILED=$((SECTIONS_FAILED + 1)); }
  SECTIONS+=("$(printf '%-7s %5d s   %s' "$verdict" $((SECONDS - started)) "$title")")
  ((status == 0)) || while IFS= read -r line; do SECTIONS+=("            $line"); done < <(failed_tests "$begun")
  rm -f "$begun"
}

# failed_tests FILE: tests of Maven's modules that failed since the file was made, each with the first line of the reason.
failed_tests() {
  find "$ROOT" -mindepth 4 -maxdepth 4 -path '*/target/*-reports/*.txt' -newer "$1" -exec awk '
    failed { print failed ": " $0; failed = "" }
    /<<< (FAILURE|ERROR)!/ && !/^Tests run/ { failed = $1 }' {} +
}

sections_summary() {
  ((${#SECTIONS[@]} > 1)) || fail "No section's title holds '$SECTIONS_CHOSEN'." "" "grep run_section deploy/test"
  section "Summary"
  printf '   %s\n' "${SECTIONS[@]}"
  return $((SECTIONS_FAILED > 0))
}

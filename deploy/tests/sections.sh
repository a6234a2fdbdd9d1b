# shellcheck shell=bash
# Which sections of deploy/test run.

three_sections() {
  sections_of "$@"
  section_always "Needs" say "needs ran"
  run_section "Balancer: raw bytes" say "bytes ran"
  run_section "Flags: suite" say "suite ran"
}

sections_of() {
  # shellcheck source=deploy/lib/sections.sh
  source "$ROOT/deploy/lib/sections.sh"
  sections_chosen "$@"
}

ran() { three_sections "$@" | grep ' ran$'; }

test_without_an_option_all_sections_run() {
  equals '   needs ran
   bytes ran
   suite ran' "$(ran)"
}

test_chosen_sections_run_after_what_they_need() {
  equals '   needs ran
   bytes ran' "$(ran --only 'BALANCER|doctor')"
}

test_a_failing_section_fails_the_run_and_the_others_run() {
  local output
  output=$(refused eval 'sections_of; section_always Needs false; run_section Other say "other ran"; sections_summary')
  says 'FAILED' "$output"
  says 'other ran' "$output"
}

test_options_that_mean_nothing_are_refused() {
  says 'needs one pattern' "$(refused sections_of --only)"
  says "is not a pattern" "$(refused sections_of --only '(')"
  says "There is no option '--skip'" "$(refused sections_of --skip)"
  says "No section's title holds 'nothing'" \
    "$(refused eval 'sections_of --only nothing; section_always Needs true; run_section Other true; sections_summary')"
}

test_the_summary_names_the_tests_that_failed_in_the_section() {
  local output
  sections_of
  ROOT=$WORK/project
  failed_test before
  touch -d '1 hour ago' "$ROOT"/module/target/failsafe-reports/*
  output=$(refused eval 'section_always Services failing; section_always Other true; sections_summary')
  says 'a.within: java.io.IOException: no answer' "$output"
  lacks 'a.before' "$output"
}

# failed_test NAME: as Maven reports it.
failed_test() {
  mkdir -p "$ROOT/module/target/failsafe-reports"
  printf '%s\n' "Tests run: 2, Failures: 1 <<< FAILURE! -- in a" "a.$1 -- Time elapsed: 1 s <<< ERROR!" \
    "java.io.IOException: no answer" "	at a.b" >"$ROOT/module/target/failsafe-reports/$1.txt"
}

# A real section takes longer than a tick of the file system's clock.
failing() {
  local begun=$WORK/begun
  touch "$begun"
  until failed_test within && [[ $ROOT/module/target/failsafe-reports/within.txt -nt $begun ]]; do :; done
  false
}

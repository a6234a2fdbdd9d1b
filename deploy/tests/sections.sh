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

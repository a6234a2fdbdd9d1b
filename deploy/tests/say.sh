# shellcheck shell=bash
# Two steps at once.

quick() { say "quick is done"; }
slow() { sleep 0.2 && say "slow is done"; }
broken() { fail "It broke." "" ""; }

test_what_both_say_stays_apart_and_in_one_order() {
  equals '   quick is done
   slow is done' "$(side_by_side slow quick)"
  equals '   slow is done
   quick is done' "$(side_by_side quick slow)"
}

test_one_that_fails_ends_the_script_whichever_it_is() {
  says 'It broke.' "$(refused side_by_side broken quick)"
  says 'It broke.' "$(refused side_by_side quick broken)"
}

test_one_that_goes_on_is_ended_with_the_other() {
  local started=$SECONDS
  # shellcheck disable=SC2317  # called by side_by_side
  endless() { exec sleep 30; }
  says 'It broke.' "$(refused side_by_side endless broken)"
  ((SECONDS - started < 20))
}

test_a_text_of_json_is_read_back_as_it_was() {
  local text='a "quoted" \ back\\slash, {and} & more'
  equals "$text" "$(json_text "$text" | jq -r .)"
  equals 'two lines' "$(json_text $'two\nlines' | jq -r .)"
}

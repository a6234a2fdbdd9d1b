# shellcheck shell=bash
# Where the command aviary is put, and when it is made anew.

# checkout: a tree of its own with a built command, and a JDK that notes what it is asked.
checkout() {
  ROOT=$WORK/tree CLI_HOME=$WORK/tree/.aviary/cli.d CLI_LINK=$WORK/path/aviary
  mkdir -p "$ROOT/cli/target/lib" "$ROOT/deploy" "$WORK/path" "$WORK/jdk/bin"
  echo one >"$ROOT/cli/target/cli.jar"
  echo library >"$ROOT/cli/target/lib/picocli.jar"
  touch "$ROOT/deploy/aviary"
  cat >"$WORK/jdk/bin/java" <<'END'
#!/bin/sh
[ "$#" -lt 4 ] || [ "${3##*/}" = UpgradeClasses.java ] || echo "$@" >>"$WORK/notes"
END
  chmod +x "$WORK/jdk/bin/java"
  # shellcheck disable=SC2317  # cli_make asks it
  java_home() { echo "$WORK/jdk"; }
}

test_it_is_installed_once_and_again_when_it_changed() {
  checkout
  cli_install full
  says '-XX:AOTCacheOutput=' "$(noted)"
  cli_install full
  equals 1 "$(noted | wc -l)"
  equals one "$(cat "$CLI_HOME/current/cli.jar")"
  echo two >"$ROOT/cli/target/cli.jar"
  cli_install full
  equals 2 "$(noted | wc -l)"
  equals two "$(cat "$CLI_HOME/current/cli.jar")"
  equals 1 "$(find "$CLI_HOME" -name made | wc -l)"
}

test_a_cache_of_calls_takes_the_place_of_one_without_and_not_the_other_way_round() {
  checkout
  cli_install
  cli_install full
  equals 2 "$(noted | wc -l)"
  cli_install
  equals 2 "$(noted | wc -l)"
}

test_the_link_leads_to_this_checkout_and_goes_with_its_last_instance() {
  checkout
  cli_install
  equals "$ROOT/deploy/aviary" "$(readlink -f "$CLI_LINK")"
  mkdir -p "$ROOT/.aviary/other"
  touch "$ROOT/.aviary/other/secrets.env"
  cli_remove
  [[ -L $CLI_LINK ]]
  rm "$ROOT/.aviary/other/secrets.env"
  cli_remove
  [[ ! -e $CLI_LINK && ! -e $CLI_HOME ]]
}

test_a_program_that_is_not_ours_stays_and_the_owner_is_told() {
  checkout
  echo other >"$CLI_LINK"
  says 'ln -s' "$(cli_install)"
  cli_remove
  equals other "$(cat "$CLI_LINK")"
}

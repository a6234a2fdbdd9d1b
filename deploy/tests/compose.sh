# shellcheck shell=bash
# Which docker-compose is taken, which is installed, and which is refused.

# What Debian 12's docker-compose says of itself.
first_generation() {
  touch "$WORK/docker-compose"
  fake docker-compose <<'END'
[[ "$*" != 'version --short' ]] || echo 1.29.2
END
}

# As Ubuntu 24.04's docker-compose, whose Python has no distutils.
broken_generation() {
  touch "$WORK/docker-compose"
  fake docker-compose <<'END'
echo "ModuleNotFoundError: No module named 'distutils'" >&2
exit 1
END
}

# engine API: answers with that API, and has no plugin until one is installed.
engine() {
  echo "$1" >"$WORK/api"
  fake docker <<'END'
case $1 in
  compose) [[ -e $WORK/plugin ]] || exit 1 ;;
  version) cat "$WORK/api" ;;
esac
END
}

# apt_has PACKAGE...: apt knows these.
apt_has() {
  echo "$*" >"$WORK/known"
  fake apt-cache <<'END'
[[ " $(<"$WORK/known") " != *" $2 "* ]] || printf '%s:\n  Candidate: 1\n' "$2"
END
}

# mirror_has PACKAGE...: apt will know these once its lists are fetched.
mirror_has() { echo "$*" >"$WORK/mirror"; }

apt_get() {
  note "apt-get $*"
  [[ ! -e $WORK/mirror ]] || mv "$WORK/mirror" "$WORK/known"
}

packages_install() {
  note "$@"
  case $1 in
    docker-compose) package_installed docker-compose || first_generation ;;
    *) touch "$WORK/$1" "$WORK/plugin" ;;
  esac
}

package_installed() { [[ -e $WORK/$1 ]]; }

test_one_that_does_not_run_is_not_present() {
  engine 1.41
  broken_generation
  refused compose_present
}

test_on_debian_12_the_first_generation_stays() {
  engine 1.41
  first_generation
  compose_ready
  equals '' "$(noted)"
}

test_debian_12_gets_its_docker_compose() {
  absent docker-compose
  engine 1.41
  apt_has docker-compose
  compose_ready
  equals docker-compose "$(noted)"
}

test_ubuntu_gets_the_second_generation_beside_one_that_does_not_run() {
  engine 1.50
  broken_generation
  apt_has docker-compose docker-compose-v2
  compose_ready
  equals docker-compose-v2 "$(noted)"
}

test_the_plugin_of_dockers_own_archive_is_preferred() {
  engine 1.50
  broken_generation
  apt_has docker-compose docker-compose-plugin docker-compose-v2
  compose_ready
  equals docker-compose-plugin "$(noted)"
}

test_without_package_lists_they_are_fetched_before_one_is_chosen() {
  absent docker-compose
  engine 1.50
  apt_has
  mirror_has docker-compose docker-compose-v2
  compose_ready
  equals $'apt-get update\ndocker-compose-v2' "$(noted)"
}

test_old_package_lists_are_fetched_anew_when_what_is_here_does_not_do() {
  engine 1.50
  broken_generation
  apt_has docker-compose
  mirror_has docker-compose docker-compose-v2
  compose_ready
  equals $'apt-get update\ndocker-compose-v2' "$(noted)"
}

test_the_first_generation_is_replaced_beside_an_engine_that_it_does_not_fit() {
  engine 1.45
  first_generation
  apt_has docker-compose docker-compose-v2
  compose_ready
  equals docker-compose-v2 "$(noted)"
}

test_the_first_generation_is_refused_where_there_is_no_other() {
  local said
  engine 1.45
  first_generation
  apt_has docker-compose
  said=$(refused compose_ready)
  says 'docker-compose 1.29.2 does not fit this Docker engine' "$said"
  says 'apt-get install docker-compose-v2' "$said"
}

test_one_that_does_not_run_is_refused_where_there_is_no_other() {
  local said
  engine 1.50
  broken_generation
  apt_has docker-compose
  said=$(refused compose_ready)
  says "No module named 'distutils'" "$said"
  says 'apt-get install docker-compose-v2' "$said"
}

# instance MAILBOX: a mailbox runs or none; docker-compose of either generation notes what it is told.
instance() {
  AVIARY_INSTANCE=test-mailbox
  echo "$1" >"$WORK/mailbox"
  fake docker <<'END'
case "$1 $*" in
  compose\ *version*) exit 1 ;;
  ps\ *role=mailbox*) cat "$WORK/mailbox" ;;
esac
END
  fake docker-compose <<'END'
echo "${COMPOSE_PROFILES:-none}: ${*:7}" >>"$WORK/notes"
END
}

test_the_mailbox_starts_while_the_owner_has_no_mail_server() {
  instance ''
  AVIARY_MAILBOX_PORT=1025
  compose_mailbox
  compose_up
  equals 'mailbox: up --detach --remove-orphans' "$(noted)"
}

test_the_mailbox_ends_once_the_owner_has_a_mail_server() {
  instance 0123abcd
  SMTP_HOST=smtp.example.org
  compose_up
  equals 'none: up --detach --remove-orphans
mailbox: rm --stop --force mailbox' "$(noted)"
}

test_where_no_mailbox_is_none_is_ended() {
  instance ''
  SMTP_HOST=smtp.example.org
  compose_up
  equals 'none: up --detach --remove-orphans' "$(noted)"
}

test_the_binary_of_the_second_generation_fits_every_engine() {
  engine 1.50
  fake docker-compose <<'END'
[[ "$*" != 'version --short' ]] || echo 2.24.6
END
  compose_ready
  equals '' "$(noted)"
}

# The second generation writes hyphens where the first writes underscores.
test_no_script_and_no_instruction_names_a_container_as_one_generation_does() {
  equals '' "$(cd "$ROOT" && grep -rnE --exclude-dir=tests '(aviary|AVIARY_INSTANCE\}?)[_-][a-z-]+[_-]1\b' \
    deploy benchmarks/*/measure benchmarks/run CONTRIBUTING.md)"
}

test_the_console_watches_the_monitor_of_either_generation() {
  AVIARY_INSTANCE=x
  # shellcheck source=deploy/lib/console.sh
  source "$ROOT/deploy/lib/console.sh"
  fake docker <<'END'
case "$*" in
  ps*label=dev.aviary.instance=x*label=dev.aviary.role=monitor*) echo 0123abcd ;;
  inspect*' 0123abcd') echo 4711 ;;
esac
END
  secrets_known() { AVIARY_ADMIN_TOKEN=token; }
  fake node <<'END'
echo "watches $MONITOR_PID"
END
  equals 'watches 4711' "$(console_watch 1)"
}

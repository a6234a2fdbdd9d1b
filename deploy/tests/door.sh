# shellcheck shell=bash
# What deploy/doctor and deploy/up learn from the door.

AVIARY_INSTANCE=aviary

# door_says LINE...: the door runs and answers this.
door_says() {
  printf '%s\n' "$@" >"$WORK/door"
  fake docker <<'END'
case $1 in
  ps) echo 0123456789ab ;;
  exec) cat "$WORK/door" ;;
esac
END
}

test_a_door_that_does_not_run_keeps_nothing() {
  fake docker </dev/null
  equals '' "$(door_keeps || true)"
  ! door_runs
}

test_the_sockets_of_a_door_are_listed() {
  door_says 'accepting 1' '0.0.0.0 5001' '127.0.0.1 5010'
  door_runs
  door_used
  equals '0.0.0.0 5001
127.0.0.1 5010' "$(door_keeps)"
}

test_a_balancer_without_the_door_is_noticed() {
  door_says 'accepting 0'
  door_runs
  ! door_used
}

test_a_successor_beside_the_old_balancer_is_counted() {
  door_says 'accepting 2' '0.0.0.0 5001'
  door_used 2
  ! door_used
}

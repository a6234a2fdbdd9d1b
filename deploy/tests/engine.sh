# shellcheck shell=bash
# How the Docker engine is started, with systemd and without. What systemd then does, and how containers are limited and
# measured on cgroup v2, no test here shows: that needs a machine that was booted with them (docs/operations.md).

# engine STARTED-BY: answers once that command was run.
engine() {
  ENGINE_LOG=$WORK/log
  ENGINE_PID=$WORK/pid
  ENGINE_SETTINGS=$WORK/daemon.json
  echo "$1" >"$WORK/starter"
  fake docker <<'END'
case $1 in
  info) grep -qs "^$(<"$WORK/starter")" "$WORK/notes" || { echo 'Cannot connect to the Docker daemon'; exit 1; } ;;
esac
END
  fake systemctl <<'END'
echo "systemctl $*" >>"$WORK/notes"
END
  fake setsid <<'END'
echo "setsid $*" >>"$WORK/notes"
END
  fake sudo <<'END'
shift; exec "$@"
END
}

engine_in_swarm() { false; }

test_with_systemd_it_starts_the_engine_now_and_at_each_boot() {
  engine systemctl
  SYSTEMD=$WORK
  engine_start
  equals 'systemctl enable --now docker' "$(noted)"
}

test_without_systemd_the_engine_outlives_the_script_and_keeps_containers_alive() {
  engine setsid
  SYSTEMD=$WORK/none
  engine_start
  equals 'setsid --fork nohup dockerd --live-restore' "$(noted)"
}

test_an_engine_with_settings_of_its_own_is_started_with_them_alone() {
  engine setsid
  SYSTEMD=$WORK/none
  echo '{}' >"$ENGINE_SETTINGS"
  engine_start
  equals 'setsid --fork nohup dockerd' "$(noted)"
}

test_an_engine_that_does_not_start_says_where_its_log_is() {
  engine never
  # shellcheck disable=SC2034  # read by deploy/lib/engine.sh
  SYSTEMD=$WORK
  # shellcheck disable=SC2317  # called by engine_start
  wait_until() { false; }
  says 'journalctl -u docker' "$(refused engine_start)"
  says 'Cannot connect to the Docker daemon' "$(refused engine_start)"
}

test_a_pid_file_of_a_daemon_that_was_killed_is_removed_and_that_of_one_that_lives_stays() {
  engine setsid
  echo 1 >"$ENGINE_PID"
  engine_forget_stale_pid
  [[ ! -e $ENGINE_PID ]]
  sleep 30 &
  echo $! >"$ENGINE_PID"
  engine_forget_stale_pid
  [[ ! -e $ENGINE_PID ]]
  kill $!
}

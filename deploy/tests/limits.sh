# shellcheck shell=bash
# The limits of BuildKit's steps, in folders that stand in for the control groups of hosts that this one is not: the real ones
# of this host are tested by the builder (BuildKitIT).

LIMIT_STEPS=$ROOT/builder-service/src/main/resources/dev/aviary/builder/image/limit-steps.sh

# limit DRIVER: two CPUs, a quarter of a container's weight, 1 GiB, 1024 processes.
limit() {
  export CGROUPS=$WORK/cgroup
  sh "$LIMIT_STEPS" "$1" 0,2-3 256 1073741824 1024
}

# group PATH FILE...: a group with these empty files.
group() {
  local path=$WORK/cgroup/$1 file
  shift
  mkdir -p "$path"
  for file; do : >"$path/$file"; done
}

value() { cat "$WORK/cgroup/$1"; }

UNIFIED=(memory.max memory.swap.max pids.max cpu.weight cgroup.subtree_control cgroup.procs)

test_the_group_of_all_steps_is_limited_where_cgroups_are_unified() {
  group . cgroup.controllers cgroup.subtree_control
  group docker cgroup.subtree_control
  group docker/buildkit "${UNIFIED[@]}" cpuset.cpus
  equals limited "$(limit cgroupfs)"
  equals 1073741824 "$(value docker/buildkit/memory.max)"
  equals 0 "$(value docker/buildkit/memory.swap.max)"
  equals 1024 "$(value docker/buildkit/pids.max)"
  equals 10 "$(value docker/buildkit/cpu.weight)"
  equals 0,2-3 "$(value docker/buildkit/cpuset.cpus)"
  equals '+cpu +cpuset +memory +pids' "$(value docker/cgroup.subtree_control)"
}

test_a_step_of_systemd_is_limited_when_it_appears_and_a_container_is_not() {
  local step=docker-abcdefghijklmnopqrstuvwxy.scope container
  container=docker-$(printf 'a%.0s' {1..64}).scope
  group . cgroup.controllers
  group "system.slice" cgroup.subtree_control
  group "system.slice/$container" "${UNIFIED[@]}"
  CGROUPS=$WORK/cgroup sh "$LIMIT_STEPS" systemd 0,2-3 256 1073741824 1024 >"$WORK/said" 2>&1 &
  local watcher=$!
  # shellcheck disable=SC2064  # the process as it is now
  trap "kill $watcher" EXIT
  wait_until 10 "it watches" grep -q limited "$WORK/said"
  group "new" "${UNIFIED[@]}" cpu.max
  mv "$WORK/cgroup/new" "$WORK/cgroup/system.slice/$step"
  wait_until 10 "the step is limited" grep -q . "$WORK/cgroup/system.slice/$step/cpu.max"
  equals 1073741824 "$(value "system.slice/$step/memory.max")"
  equals 1024 "$(value "system.slice/$step/pids.max")"
  # Three CPUs, where a slice of systemd has no sets of them.
  equals '300000 100000' "$(value "system.slice/$step/cpu.max")"
  equals '' "$(value "system.slice/$container/memory.max")"
}

test_a_host_whose_groups_cannot_be_written_is_said() {
  mkdir -p "$WORK/cgroup"
  local status=0
  limit systemd >"$WORK/said" 2>&1 || status=$?
  equals 0 "$(grep -c limited "$WORK/said")"
  ((status)) || fail "it went well."
}

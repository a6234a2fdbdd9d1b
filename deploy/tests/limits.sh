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

STEP=abcdefghijklmnopqrstuvwxy
CONTAINER=docker-$(printf 'a%.0s' {1..64}).scope

# limit_from_now: limits steps as they appear, as with systemd, until this shell ends.
limit_from_now() {
  CGROUPS=$WORK/cgroup sh "$LIMIT_STEPS" systemd 0,2-3 256 1073741824 1024 >"$WORK/said" 2>&1 &
  # shellcheck disable=SC2064  # the process as it is now
  trap "kill $!" EXIT
  wait_until 10 "it watches" grep -q limited "$WORK/said"
}

# appears PATH FILE...: all at once, as the kernel makes a group.
appears() {
  group new "${@:2}"
  mv "$WORK/cgroup/new" "$WORK/cgroup/$1"
}

# Debian 13 with Docker 26.1 and systemd puts a step there: docker.service is in system.slice too.
test_with_systemd_a_step_is_limited_when_it_appears_and_a_container_is_not() {
  local step=system.slice/system.slice:docker:$STEP
  group . cgroup.controllers
  group system.slice cgroup.subtree_control
  group "system.slice/$CONTAINER" "${UNIFIED[@]}"
  limit_from_now
  appears "$step" "${UNIFIED[@]}" cpuset.cpus
  wait_until 10 "the step is limited" grep -q . "$WORK/cgroup/$step/cpuset.cpus"
  equals 1073741824 "$(value "$step/memory.max")"
  equals 1024 "$(value "$step/pids.max")"
  equals 0,2-3 "$(value "$step/cpuset.cpus")"
  equals '' "$(value "system.slice/$CONTAINER/memory.max")"
}

test_with_systemd_a_step_in_a_scope_is_limited() {
  local step=system.slice/docker-$STEP.scope
  group . cgroup.controllers
  group system.slice cgroup.subtree_control
  limit_from_now
  appears "$step" "${UNIFIED[@]}" cpu.max
  wait_until 10 "the step is limited" grep -q . "$WORK/cgroup/$step/cpu.max"
  equals 1024 "$(value "$step/pids.max")"
  # Three CPUs, where a slice of systemd has no sets of them.
  equals '300000 100000' "$(value "$step/cpu.max")"
}

# On cgroup v1 runc makes the group inside that of the engine, which differs by hierarchy.
test_with_systemd_and_cgroup_v1_a_step_is_limited() {
  local name=system.slice:docker:$STEP service=system.slice/docker.service
  group memory/$service
  group cpuset/$name cgroup.procs cpuset.cpus
  group pids/$service/$name cgroup.procs pids.max
  group cpu/$service/$name cgroup.procs cpu.shares
  limit_from_now
  appears "memory/$service/$name" cgroup.procs memory.limit_in_bytes
  wait_until 10 "the step is limited" grep -q . "$WORK/cgroup/cpu/$service/$name/cpu.shares"
  equals 1073741824 "$(value "memory/$service/$name/memory.limit_in_bytes")"
  equals 1024 "$(value "pids/$service/$name/pids.max")"
  equals 0,2-3 "$(value "cpuset/$name/cpuset.cpus")"
  equals 256 "$(value "cpu/$service/$name/cpu.shares")"
}

test_a_host_whose_groups_cannot_be_written_is_said() {
  mkdir -p "$WORK/cgroup"
  local status=0
  limit systemd >"$WORK/said" 2>&1 || status=$?
  equals 0 "$(grep -c limited "$WORK/said")"
  ((status)) || fail "it went well."
}

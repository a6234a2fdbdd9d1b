# Limits what the steps of BuildKit in the Docker engine may use. Runs in a container that has the host's cgroups at
# /host/cgroup and nothing else.
#   limit-steps cgroupfs CPUS SHARES MEMORY PIDS   limits the group that all steps run in, once; it stays until the next boot
#   limit-steps systemd CPUS SHARES MEMORY PIDS    limits each step's own group when it begins, until it is ended itself
# CPUS as 0-1,3; SHARES as Docker has them; MEMORY in bytes.
set -eu
driver=$1 cpus=$2 shares=$3 memory=$4 pids=$5
cd "${CGROUPS:-/host/cgroup}"

unified() { [ -e cgroup.controllers ]; }

# As runc makes one of the other.
weight() { echo $((1 + (shares - 2) * 9999 / 262142)); }

# How many CPUs a set names.
cpus_named() {
  total=0
  for part in $(echo "$cpus" | tr , ' '); do
    total=$((total + ${part#*-} - ${part%-*} + 1))
  done
  echo "$total"
}

# write FILE VALUE: what is there already is not written.
write() { [ "$(cat "$1")" = "$2" ] || echo "$2" >"$1"; }

# limit_unified FOLDER
limit_unified() {
  write "$1/memory.max" "$memory"
  [ ! -e "$1/memory.swap.max" ] || write "$1/memory.swap.max" 0
  write "$1/pids.max" "$pids"
  write "$1/cpu.weight" "$(weight)"
  if [ -e "$1/cpuset.cpus" ]; then
    write "$1/cpuset.cpus" "$cpus"
  else
    write "$1/cpu.max" "$(($(cpus_named) * 100000)) 100000"
  fi
}

# limit_memory FOLDER: neither of the two may pass the other, not even for a moment.
limit_memory() {
  if [ -e "$1/memory.memsw.limit_in_bytes" ]; then
    write "$1/memory.limit_in_bytes" "$memory" 2>/dev/null || true
    write "$1/memory.memsw.limit_in_bytes" "$memory"
  fi
  write "$1/memory.limit_in_bytes" "$memory"
}

# limit_cpuset FOLDER: what is in it comes first, since it may have no more than its parent.
limit_cpuset() {
  for inner in "$1"/*/; do
    [ ! -e "$inner/cpuset.cpus" ] || echo "$cpus" >"$inner/cpuset.cpus" || true
  done
  write "$1/cpuset.cpus" "$cpus"
}

# limit_old CPUSET MEMORY PIDS CPU: the folder in each of the hierarchies.
limit_old() {
  limit_cpuset "$1"
  limit_memory "$2"
  write "$3/pids.max" "$pids"
  write "$4/cpu.shares" "$shares"
}

# A new group of this hierarchy is empty, and takes no process before it has both.
fill_cpuset() {
  for file in cpuset.mems cpuset.cpus; do
    [ -n "$(cat "cpuset/$1/$file")" ] || cat "cpuset/$1/../$file" >"cpuset/$1/$file"
  done
}

make_unified() {
  mkdir -p docker/buildkit
  for folder in . docker docker/buildkit; do
    echo '+cpu +cpuset +memory +pids' >"$folder/cgroup.subtree_control"
  done
}

make_old() {
  for hierarchy in cpuset memory pids cpu; do
    mkdir -p "$hierarchy/docker/buildkit"
  done
  fill_cpuset docker
  fill_cpuset docker/buildkit
}

limit_group() {
  if unified; then
    make_unified
    limit_unified docker/buildkit
  else
    make_old
    limit_old cpuset/docker/buildkit memory/docker/buildkit pids/docker/buildkit cpu/docker/buildkit
  fi
  echo limited
}

# groups ROOT NAME: the groups of that name, where runc may put them. The engine names a step's group as systemd is told of it,
# and does not tell runc that systemd is there: so it is a folder of that very name, beside the engine's own group, or in it
# on cgroup v1. It is a scope where runc is told.
groups() {
  # shellcheck disable=SC2231  # the name is a pattern
  for folder in "$1"/$2 "$1"/*/$2 "$1"/*/*/$2; do
    [ ! -e "$folder/cgroup.procs" ] || echo "$folder"
  done
}

# limit_step FOLDER: it may end meanwhile.
limit_step() {
  name=${1##*/}
  if unified; then
    limit_unified "$1"
  else
    limit_old "$(groups cpuset "$name")" "$1" "$(groups pids "$name")" "$(groups cpu "$name")"
  fi 2>/dev/null || [ ! -e "$1" ]
}

# A step's name has 25 characters, a container's has 64.
limit_steps() {
  seen=' '
  id='?????????????????????????'
  root=.
  slice=system.slice
  if unified; then
    echo '+cpuset' 2>/dev/null >system.slice/cgroup.subtree_control || true
  else
    root=memory
    slice=memory/system.slice
  fi
  [ -w "$slice" ]
  echo limited
  while :; do
    for step in $(groups "$root" "*:docker:$id") $(groups "$root" "docker-$id.scope"); do
      case $seen in *" $step "*) continue ;; esac
      limit_step "$step"
      seen="$seen$step "
    done
    sleep 0.05
  done
}

case $driver in
  cgroupfs) limit_group ;;
  systemd) limit_steps ;;
  *)
    echo "no cgroups known of the driver $driver" >&2
    exit 1
    ;;
esac

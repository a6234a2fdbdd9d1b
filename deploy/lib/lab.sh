# shellcheck shell=bash
# Machines of a swarm as namespaces of this one (deploy/swarm/lab). All network devices are in namespaces of the lab: this
# machine's own network has none of them.

LAB_SWITCH=aviary-lab-switch
LAB_NETWORK=10.203.0
LAB_MANAGERS=3
# The weight of the lab beside a process of this machine, which has 1024 (cpu.shares of cgroups(7)). A machine of its own would share with nobody.
LAB_SHARES=16384

# Reads the settings, and sees that what is needed is here.
lab_define() {
  local tool
  LAB=${AVIARY_LAB:-/var/lib/aviary-lab}
  LAB_MTU=${AVIARY_LAB_MTU:-1500}
  [[ $LAB == /* && $LAB != / ]] || fail "AVIARY_LAB is '$LAB'." "a folder is named by its whole path" "give one as /var/lib/aviary-lab"
  [[ $LAB_MTU =~ ^[1-9][0-9]{2,4}$ && $LAB_MTU -ge 576 && $LAB_MTU -le 9000 ]] ||
    fail "AVIARY_LAB_MTU is '$LAB_MTU'." "it is the size of a packet in bytes" "give 576 to 9000"
  [[ $(id -u) == 0 ]] || fail "The lab needs root." "it makes namespaces" "run it with sudo"
  for tool in ip nsenter unshare dockerd docker; do
    command -v "$tool" >/dev/null || fail "There is no '$tool'." "the lab runs it" "apt-get install iproute2 util-linux docker.io"
  done
}

# lab_up [NODES]: makes what is missing of it.
lab_up() {
  local count=${1:-3} node
  [[ $count =~ ^[1-7]$ ]] || fail "'$count' is no number of nodes." "each is a dockerd" "give 1 to 7"
  mkdir -p "$LAB"
  chmod 700 "$LAB"
  lab_switch
  lab_cable client 100
  for ((node = 1; node <= count; node++)); do
    lab_cable "node$node" $((10 + node))
    lab_runs "node$node" || lab_spawn "node$node"
  done
  lab_weighs
  for ((node = 1; node <= count; node++)); do
    lab_await "node$node"
    lab_enter_swarm "node$node" "$node"
  done
}

# All containers of all nodes are in one control group, which the kernel gives the time of one process unless it is told otherwise: beside
# other work forty of them stand still. Of the second generation of control groups the weights are 1 to 10000, and a process has 100.
lab_weighs() {
  local groups=${LAB_GROUPS:-/sys/fs/cgroup} group
  group=$groups/cpu/aviary-lab
  if [[ -d $groups/cpu ]]; then
    mkdir -p "$group"
    echo "$LAB_SHARES" >"$group/cpu.shares"
  else
    group=$groups/aviary-lab
    mkdir -p "$group"
    echo $((LAB_SHARES * 100 / 1024)) >"$group/cpu.weight"
  fi
}

lab_down() {
  local node namespace
  for node in $(lab_nodes); do
    lab_slow_ends "$node"
    lab_end "$node"
  done
  for namespace in $(lab_namespaces); do
    ip netns delete "$namespace"
  done
  lab_leave_no_mount
  wait_until 30 "its control groups are gone" lab_without_groups ||
    fail "Control groups of the lab stay." "a process is in one" "find /sys/fs/cgroup -path '*/aviary-lab*' -name cgroup.procs -exec cat {} +"
  rm -rf "${LAB:?}"
  say "The lab is gone"
}

# Engines that were killed leave theirs, and a process that was killed is in its group until it has ended.
lab_without_groups() {
  find /sys/fs/cgroup -depth -type d -path '*/aviary-lab*' -exec rmdir {} ';' 2>/dev/null
  [[ -z $(find /sys/fs/cgroup -type d -path '*/aviary-lab*') ]]
}

# `ip netns` makes the folder of its namespaces a mount, which stays when the last of them is gone.
lab_leave_no_mount() {
  [[ -z $(ip netns list) ]] || return 0
  while mountpoint --quiet /run/netns; do
    umount /run/netns
  done
  rmdir /run/netns 2>/dev/null || true
}

lab_status() {
  local node
  [[ -n $(lab_nodes) ]] || fail "There is no lab." "$LAB has no node" "deploy/swarm/lab up"
  for node in $(lab_nodes); do
    say "$node $(lab_address "$node"): $(lab_state "$node"), cable $(lab_cable_state "$node"), $(lab_memory "$node")"
  done
  for node in $(lab_nodes); do
    ! lab_docker "$node" node ls 2>/dev/null || return 0
  done
  say "No manager of the swarm answers"
}

# lab_images IMAGE...: node after node, over no network.
lab_images() {
  local node
  (($#)) || fail "No image is named." "" "deploy/swarm/lab images IMAGE..."
  docker image inspect "$@" >/dev/null || fail "An image is not here." "docker says above which" "build it first"
  for node in $(lab_nodes); do
    lab_runs "$node" || continue
    docker save "$@" | lab_docker "$node" load --quiet >/dev/null
    say "$node has them"
  done
}

# lab_on NODE COMMAND...
lab_on() {
  lab_known "$1"
  if [[ $1 == client ]]; then
    nsenter --net="$(lab_net_file client)" "${@:2}"
  else
    lab_runs "$1" || fail "$1 does not run." "it was killed" "deploy/swarm/lab start $1"
    nsenter --target "$(<"$LAB/$1/pid")" --mount --net --pid --uts --ipc env --chdir="$PWD" "${@:2}"
  fi
}

# lab_docker NODE ARGUMENT...
lab_docker() { DOCKER_HOST=unix://$LAB/$1/docker.sock docker "${@:2}"; }

lab_cut() {
  lab_known "$1"
  ip -n "$LAB_SWITCH" link set "$1" down
}

lab_heal() {
  lab_known "$1"
  lab_slow_ends "$1"
  ip -n "$LAB_SWITCH" link set "$1" up
}

# lab_slow NODE [MS [LOSS-PERCENT]]
lab_slow() {
  local ms=${2:-50} loss=${3:-1}
  lab_known "$1"
  [[ $ms =~ ^[0-9]{1,4}$ && $loss =~ ^[0-9]{1,2}(\.[0-9]+)?$ ]] ||
    fail "'$ms' and '$loss' are no delay in ms and loss in percent." "" "deploy/swarm/lab slow NODE [MS [LOSS-PERCENT]]"
  lab_slow_ends "$1"
  tc -n "$(lab_namespace "$1")" qdisc replace dev eth0 root netem delay "${ms}ms" loss "$loss%" 2>/dev/null || lab_slow_without_netem "$1" "$ms" "$loss"
}

# lab_slow_without_netem NODE MS LOSS-PERCENT: a process between the node's end of the cable and the switch. To both it is a bridge with a tap,
# so the kernel sends it whole frames with their checksums.
lab_slow_without_netem() {
  local ip=(ip -n "$LAB_SWITCH") pid_file=$LAB/$1/slow-pid
  setsid --fork nsenter --net="$(lab_net_file switch)" "$ROOT/deploy/swarm/slow-cable" "$1-near" "$1-far" "$2" "$3" "$pid_file" >>"$LAB/$1/log" 2>&1 </dev/null
  wait_until 20 "the cable of $1 is slow" test -s "$pid_file" ||
    fail "The cable of $1 cannot be slowed." "the kernel has no netem, and $LAB/$1/log says why no process does it" "see that there is /dev/net/tun"
  "${ip[@]}" link add "$1-slow" type bridge
  "${ip[@]}" link set "$1-near" master "$1-slow" up
  "${ip[@]}" link set "$1-far" master switch up
  "${ip[@]}" link set "$1" master "$1-slow"
  "${ip[@]}" link set "$1-slow" up
}

# lab_slow_ends NODE: whichever way it was slowed.
lab_slow_ends() {
  local pid_file=$LAB/$1/slow-pid
  tc -n "$(lab_namespace "$1")" qdisc delete dev eth0 root 2>/dev/null || true
  [[ -s $pid_file ]] || return 0
  ip -n "$LAB_SWITCH" link set "$1" master switch
  ip -n "$LAB_SWITCH" link delete "$1-slow"
  kill "$(<"$pid_file")"
  rm "$pid_file"
}

# lab_kill NODE: with the first of its processes the kernel kills all others.
lab_kill() {
  lab_known "$1"
  lab_runs "$1" || fail "$1 does not run." "" "deploy/swarm/lab start $1"
  lab_end "$1"
}

lab_start() {
  lab_known "$1"
  lab_runs "$1" || lab_spawn "$1"
  lab_await "$1"
}

lab_end() {
  ! lab_runs "$1" || kill -KILL "$(<"$LAB/$1/pid")"
  wait_until 30 "$1 has ended" lab_has_ended "$1" || fail "$1 does not end." "process $(<"$LAB/$1/pid") is there" "see what it waits for: cat /proc/$(<"$LAB/$1/pid")/stack"
}

lab_has_ended() { ! lab_runs "$1"; }

# lab_known NODE: ends the script for one that the lab does not have.
lab_known() {
  [[ -n ${1:-} && $1 != switch && -e $(lab_net_file "$1") ]] || fail "'${1:-}' is no node of the lab." "it has: $(lab_nodes | xargs)" "name one of them"
}

lab_nodes() {
  local folder
  for folder in "$LAB"/node*/; do
    [[ ! -d $folder ]] || basename "$folder"
  done
}

lab_namespace() { echo "aviary-lab-$1"; }

lab_net_file() { echo "/run/netns/$(lab_namespace "$1")"; }

lab_namespaces() { ip netns list | awk '/^aviary-lab-/ { print $1 }'; }

lab_address() { ip -n "$(lab_namespace "$1")" -4 -o address show dev eth0 | awk '{ sub("/.*", "", $4); print $4 }'; }

# lab_runs NODE: the process of that number may be another one by now, but not in the node's network.
lab_runs() {
  local pid
  pid=$(cat "$LAB/$1/pid" 2>/dev/null) && [[ /proc/$pid/ns/net -ef $(lab_net_file "$1") ]]
}

lab_state() { if lab_runs "$1"; then echo runs; else echo "does not run"; fi; }

lab_cable_state() {
  if [[ $(ip -n "$LAB_SWITCH" -o link show dev "$1") == *"state DOWN"* ]]; then
    echo out
  elif [[ $(tc -n "$(lab_namespace "$1")" qdisc show dev eth0 root) == *netem* || -s $LAB/$1/slow-pid ]]; then
    echo slow
  else
    echo whole
  fi
}

# The memory that the node's processes have of their own, and their part of what they share.
lab_memory() {
  lab_runs "$1" || { echo "0 MB" && return; }
  lab_on "$1" sh -c 'cat /proc/[0-9]*/smaps_rollup 2>/dev/null || true' | awk '/^Pss:/ { sum += $2 } END { printf "%d MB\n", sum / 1024 }'
}

lab_switch() {
  [[ ! -e /run/netns/$LAB_SWITCH ]] || return 0
  ip netns add "$LAB_SWITCH"
  ip -n "$LAB_SWITCH" link add switch type bridge
  ip -n "$LAB_SWITCH" link set switch up
}

# lab_cable NODE HOST-NUMBER: its network, with a cable to the switch.
lab_cable() {
  local namespace
  namespace=$(lab_namespace "$1")
  [[ ! -e $(lab_net_file "$1") ]] || return 0
  ip netns add "$namespace"
  ip -n "$LAB_SWITCH" link add "$1" mtu "$LAB_MTU" type veth peer name eth0 mtu "$LAB_MTU" netns "$namespace"
  ip -n "$LAB_SWITCH" link set "$1" master switch up
  ip -n "$namespace" link set lo up
  ip -n "$namespace" address add "$LAB_NETWORK.$2/24" dev eth0
  ip -n "$namespace" link set eth0 up
}

# lab_spawn NODE: a session of its own, so it outlives this script.
lab_spawn() {
  local folder=$LAB/$1
  mkdir -p "$folder"/{docker,etc}
  rm -f "$folder"/{pid,docker.sock}
  # Live restore and swarm exclude each other, so nothing of this machine's own settings counts.
  echo '{ "no-new-privileges": true }' >"$folder/etc/daemon.json"
  setsid --fork nsenter --net="$(lab_net_file "$1")" \
    unshare --mount --pid --uts --ipc --fork --propagation slave \
    "$ROOT/deploy/swarm/lab" inside "$1" "$folder" >>"$folder/log" 2>&1 </dev/null
}

# lab_inside NODE FOLDER: the first process of a node, and the parent of all that lose theirs.
lab_inside() {
  local number folder=$2
  # This machine's number of this process, which only its own /proc knows.
  read -r number _ </proc/self/stat
  hostname "$1"
  # Here, not on this machine: what its engine has mounted would be kept from going.
  awk '$2 ~ "^/(var/lib|run)/docker/" { print $2 }' /proc/self/mounts | tac | xargs --no-run-if-empty umount --lazy
  mkdir -p /var/lib/docker /etc/docker
  mount --bind "$folder/docker" /var/lib/docker
  mount --bind "$folder/etc" /etc/docker
  mount -t tmpfs -o mode=755 tmpfs /run
  mount -t proc proc /proc
  echo "$number" >"$folder/pid"
  dockerd --host unix:///var/run/docker.sock --host "unix://$folder/docker.sock" --cgroup-parent "/aviary-lab/$1"
}

lab_was_removed() {
  local id
  id=$(lab_docker "$1" info --format '{{.Swarm.NodeID}}')
  [[ -n $id ]] && ! lab_docker node1 node ls --quiet | grep -q "^$id"
}

# lab_await NODE: until its dockerd answers.
lab_await() {
  wait_until 60 "$1 answers" lab_docker "$1" info || {
    last_lines "$LAB/$1/log"
    fail "The dockerd of $1 does not answer." "the lines above, from $LAB/$1/log" "mend that, then deploy/swarm/lab down and up"
  }
}

# lab_enter_swarm NODE NUMBER: by the first node that manages. One that was removed from the swarm comes in as a new one.
lab_enter_swarm() {
  local address role=worker token
  if (($2 > 1)) && lab_was_removed "$1"; then
    lab_docker "$1" swarm leave --force >/dev/null
  fi
  [[ $(lab_docker "$1" info --format '{{.Swarm.LocalNodeState}}') == inactive ]] || return 0
  address=$(lab_address "$1")
  if (($2 == 1)); then
    lab_docker "$1" swarm init --advertise-addr "$address" >/dev/null
    lab_docker "$1" swarm update --dispatcher-heartbeat 3s >/dev/null
  else
    (($2 > LAB_MANAGERS)) || role=manager
    token=$(lab_docker node1 swarm join-token --quiet "$role")
    lab_docker "$1" swarm join --advertise-addr "$address" --token "$token" "$(lab_address node1):2377" >/dev/null
  fi
  say "$1 is in the swarm"
}

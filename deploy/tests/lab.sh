# shellcheck shell=bash
# Which nodes the lab of a swarm has, and what it refuses. That its engines become a swarm needs root and engines:
# deploy/swarm/lab itself shows it.

source "$ROOT/deploy/lib/lab.sh"

# lab: a lab of node1 and node2 as it lies on disk, whose networks are files of this test.
lab() {
  LAB=$WORK/lab
  mkdir -p "$LAB"/node{1,2} "$WORK/net"
  touch "$WORK"/net/{client,node1,node2,switch}
}

lab_net_file() { echo "$WORK/net/$1"; }

# as_root_with SETTING VALUE: reads the settings as root does.
as_root_with() {
  local "$1=$2"
  fake id <<<'echo 0'
  lab_define
}

test_settings_that_it_could_not_work_with_are_refused() {
  says "AVIARY_LAB is 'lab'" "$(refused as_root_with AVIARY_LAB lab)"
  says "AVIARY_LAB is '/'" "$(refused as_root_with AVIARY_LAB /)"
  says 'give 576 to 9000' "$(refused as_root_with AVIARY_LAB_MTU 500)"
  says 'give 576 to 9000' "$(refused as_root_with AVIARY_LAB_MTU large)"
  says 'give 1 to 7' "$(refused lab_up 8)"
  says 'give 1 to 7' "$(refused lab_up three)"
}

test_it_wants_root() {
  fake id <<<'echo 1000'
  says 'run it with sudo' "$(refused lab_define)"
}

test_what_it_does_not_have_is_named_with_what_it_has() {
  local said
  lab
  said=$(refused lab_cut node3)
  says "'node3' is no node of the lab" "$said"
  says 'it has: node1 node2' "$said"
  says "'switch' is no node" "$(refused lab_kill switch)"
  says "'' is no node" "$(refused lab_start '')"
}

test_a_process_that_got_the_number_of_a_node_is_no_node() {
  lab
  echo $$ >"$LAB/node1/pid"
  equals 'does not run' "$(lab_state node1)"
  says 'node1 does not run' "$(refused lab_kill node1)"
  ln -sf /proc/self/ns/net "$WORK/net/node1"
  equals runs "$(lab_state node1)"
  equals 'does not run' "$(lab_state node2)"
}

test_a_cable_is_slowed_by_what_was_asked_and_a_kernel_that_cannot_says_so() {
  local said
  lab
  fake tc <<'END'
echo "tc $*" >>"$WORK/notes"
END
  lab_slow node1
  lab_slow node2 120 0.5
  equals 'tc -n aviary-lab-node1 qdisc replace dev eth0 root netem delay 50ms loss 1%
tc -n aviary-lab-node2 qdisc replace dev eth0 root netem delay 120ms loss 0.5%' "$(noted)"
  says 'no delay in ms' "$(refused lab_slow node1 fast)"
  fake tc <<<'echo "Error: Specified qdisc kind is unknown." >&2; exit 2'
  said=$(refused lab_slow node1)
  says 'Specified qdisc kind is unknown' "$said"
  says CONFIG_NET_SCH_NETEM "$said"
}

test_images_come_to_each_node_that_runs_and_one_that_is_not_here_is_named() {
  lab
  fake docker <<'END'
case $1 in
  image) [[ $3 != none ]] || { echo "No such image: none" >&2; exit 1; } ;;
  save) echo "bytes of ${*:2}" ;;
  load) echo "$DOCKER_HOST got $(cat)" >>"$WORK/notes" ;;
esac
END
  ln -sf /proc/self/ns/net "$WORK/net/node2"
  echo $$ >"$LAB/node2/pid"
  lab_images a b >/dev/null
  equals "unix://$LAB/node2/docker.sock got bytes of a b" "$(noted)"
  says 'No such image: none' "$(refused lab_images none)"
}

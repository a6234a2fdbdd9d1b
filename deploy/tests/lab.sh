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

test_a_cable_is_slowed_by_what_was_asked() {
  lab
  fake tc <<'END'
echo "tc $*" >>"$WORK/notes"
END
  lab_slow node1
  lab_slow node2 120 0.5
  equals 'tc -n aviary-lab-node1 qdisc replace dev eth0 root netem delay 50ms loss 1%
tc -n aviary-lab-node2 qdisc replace dev eth0 root netem delay 120ms loss 0.5%' "$(noted | grep replace)"
  says 'no delay in ms' "$(refused lab_slow node1 fast)"
}

test_where_the_kernel_has_no_netem_a_process_slows_the_cable_and_ends_with_it() {
  lab
  fake tc <<<'exit 2'
  fake ip <<'END'
echo "ip $*" >>"$WORK/notes"
END
  fake setsid <<'END'
sleep 600 &
echo $! >"${*: -1}"
echo "${*: -5}" >>"$WORK/notes"
END
  lab_slow node1 120 0.5 >/dev/null
  says "node1-near node1-far 120 0.5 $LAB/node1/slow-pid" "$(noted)"
  says 'link set node1 master node1-slow' "$(noted)"
  kill -0 "$(<"$LAB/node1/slow-pid")"
  pid=$(<"$LAB/node1/slow-pid")
  rm "$WORK/notes"
  lab_heal node1
  says 'link set node1 master switch' "$(noted)"
  wait_until 10 "it has ended" eval "! kill -0 $pid" >/dev/null
  [[ ! -e $LAB/node1/slow-pid ]]
}

# Frames of a tap that another process holds: what this cable delays, loses and lets through.
test_the_slow_cable_delays_one_way_and_loses_what_it_was_told_to() {
  equals 'out: 20 of 20, late
back: 20 of 20, at once
lost: 0 of 20' "$(unshare --map-root-user --net python3 - "$ROOT/deploy/swarm/slow-cable" "$WORK/pid" <<'END'
import os, socket, subprocess, sys, time


def link(*words):
    subprocess.run(["ip", "link", *words], check=True)


def passed(source, target):
    """The time that each of 20 frames takes, of those that come."""
    times = []
    for number in range(20):
        begun = time.monotonic()
        source.send(b"\xff" * 6 + b"\x02" + bytes(5) + b"\x88\xb5" + bytes([number]) * 50)
        try:
            while target.recv(2048)[12:15] != b"\x88\xb5" + bytes([number]):
                pass
            times.append(time.monotonic() - begun)
        except TimeoutError:
            pass
    return times


def cable(loss):
    process = subprocess.Popen([sys.argv[1], "near", "far", "40", str(loss), sys.argv[2]])
    while not (os.path.exists(sys.argv[2]) and open(sys.argv[2]).read()):
        time.sleep(0.05)
    ends = []
    for name in ("near", "far"):
        link("set", name, "up")
        ends.append(socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x88B5)))
        ends[-1].bind((name, 0x88B5))
        ends[-1].settimeout(0.5)
    return process, *ends


process, near, far = cable(0)
out = passed(near, far)
print(f"out: {len(out)} of 20, {'late' if out and min(out) >= 0.04 else 'at once'}")
back = passed(far, near)
print(f"back: {len(back)} of 20, {'late' if back and min(back) >= 0.04 else 'at once'}")
process.kill()
process.wait()
os.unlink(sys.argv[2])
process, near, far = cable(100)
near.settimeout(0.05)
far.settimeout(0.05)
print(f"lost: {len(passed(near, far))} of 20")
process.kill()
END
  )"
}

# Without it all containers of all nodes have the time of one process.
test_the_lab_weighs_as_many_processes_in_both_generations_of_control_groups() {
  local LAB_GROUPS=$WORK/first
  mkdir -p "$LAB_GROUPS/cpu"
  lab_weighs
  equals 16384 "$(<"$LAB_GROUPS/cpu/aviary-lab/cpu.shares")"
  LAB_GROUPS=$WORK/second
  mkdir -p "$LAB_GROUPS"
  lab_weighs
  equals 1600 "$(<"$LAB_GROUPS/aviary-lab/cpu.weight")"
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

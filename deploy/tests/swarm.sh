# shellcheck shell=bash
# What deploy/swarm asks of Docker, with a docker that notes what it is asked, and the relay between real sockets. That the stack
# runs, the lab shows (docs/scale.md).

source "$ROOT/deploy/lib/swarm.sh"

AVIARY_INSTANCE=test-swarm

# engine STATE MANAGES LIVE-RESTORE [STATE-NODE]: an engine on node `here`, of a swarm of `here` and `there`.
engine() {
  export SWARM_STATE=$1 MANAGES=$2 LIVE=$3 KEEPS=${4:-}
  fake docker <<'END'
echo "docker $*" >>"$WORK/notes"
case "$*" in
  *LocalNodeState*) echo "$SWARM_STATE" ;;
  *ControlAvailable*) echo "$MANAGES" ;;
  *LiveRestoreEnabled*) echo "$LIVE" ;;
  *NodeID*) echo here ;;
  'node ls --f'*) printf "$NODES" ;;
  'node ls --quiet') printf 'here\nthere\n' ;;
  'node inspect --format {{.ID}}'*) for node in here there; do echo "$node $([[ $node != "$KEEPS" ]] || echo state)"; done ;;
  'node inspect'*) echo web-2 ;;
  'secret inspect'*) grep -qs "^$3$" "$WORK/secrets" || exit 1 ;;
  'secret create'*) echo "${*: -2:1}" >>"$WORK/secrets"; cat >"$WORK/secret-of-${*: -2:1}" ;;
esac
END
}

test_a_machine_without_a_swarm_begins_one_at_its_address() {
  engine inactive true false
  AVIARY_SWARM_ADDRESS=10.0.0.7
  swarm_ready >/dev/null
  says 'docker swarm init --advertise-addr 10.0.0.7' "$(noted)"
  says 'docker swarm update --dispatcher-heartbeat 3s' "$(noted)"
  says 'docker node update --label-add dev.aviary.test-swarm=state here' "$(noted)"
}

test_an_engine_that_keeps_containers_alive_without_its_daemon_is_refused_with_the_cure() {
  engine inactive false true
  says 'take live-restore out of' "$(refused swarm_ready)"
  lacks 'swarm init' "$(noted)"
}

test_a_worker_is_told_to_be_a_manager_first() {
  engine active false false
  says 'docker node promote' "$(refused swarm_ready)"
}

test_the_state_stays_on_its_node() {
  engine active true false here
  swarm_ready
  lacks --label-add "$(noted)"
  engine active true false there
  says "web-2 has its volumes" "$(refused swarm_ready)"
}

test_each_container_gets_a_secret_of_swarm_and_no_argument_shows_one() {
  local name
  engine active true false here
  secrets_ready
  swarm_secrets
  equals 9 "$(wc -l <"$WORK/secrets")"
  equals "$REDIS_FLAG_PASSWORD" "$(jq -r '."redis.password"' "$WORK/secret-of-test-swarm-flag-$AVIARY_SECRET_FLAG")"
  for name in "${SECRETS[@]}"; do
    lacks "${!name}" "$(noted)"
    lacks "${!name}" "$(env)"
  done
}

test_a_secret_that_is_there_stays_and_one_that_changed_gets_another_name() {
  local before
  engine active true false here
  secrets_ready
  swarm_secrets
  before=$AVIARY_SECRET_MONITOR
  swarm_secrets
  equals 9 "$(wc -l <"$WORK/secrets")"
  SMTP_PASSWORD=another
  swarm_secrets
  equals 10 "$(wc -l <"$WORK/secrets")"
  [[ $before != "$AVIARY_SECRET_MONITOR" ]]
}

test_an_mtu_that_leaves_no_room_for_the_overlay_is_refused() {
  engine active true false here
  # shellcheck disable=SC2034  # read by swarm_environment
  AVIARY_SWARM_MTU=600
  says 'give 626 to 9000' "$(refused swarm_environment)"
}

test_flags_are_on_two_nodes_where_two_take_tasks() {
  engine active true false here
  NODES='Ready Active\nDown Active\nReady Drain\n'
  export NODES
  equals 1 "$(swarm_flag_replicas)"
  NODES='Ready Active\nReady Active\nReady Active\n'
  equals 2 "$(swarm_flag_replicas)"
}

# nodes LINE...: id, status, availability, its label of this instance and that of Redis; a label that is given is kept.
nodes() {
  printf '%s\n' "$@" >"$WORK/nodes"
  fake docker <<'END'
case "$*" in
  'node ls --quiet') cut -d ' ' -f 1 "$WORK/nodes" ;;
  'node inspect'*) cat "$WORK/nodes" ;;
  'node update --label-add'*)
    sed -i "s/^\($5 .*\) -$/\1 ${4##*=}/" "$WORK/nodes"
    echo "$4 $5" >>"$WORK/notes"
    ;;
esac
END
}

test_redis_is_one_with_two_nodes_and_up_says_so() {
  mkdir -p "$AVIARY_STATE"
  nodes 'a ready active state -' 'b ready active - -' 'c down active - -'
  says 'that takes three nodes' "$(swarm_redis)"
  swarm_redis >/dev/null
  equals '0  none' "$AVIARY_REDIS_REPLICAS $AVIARY_REDIS_SENTINELS $AVIARY_REDIS_GENERATION"
}

test_redis_is_three_with_three_nodes_and_stays_so_while_one_is_away() {
  local generation
  mkdir -p "$AVIARY_STATE"
  nodes 'a ready active state -' 'b ready active - -' 'c ready drain - -' 'd ready active - -'
  swarm_redis >/dev/null
  equals '1 redis-1.control,redis-2.control,redis-3.control' "$AVIARY_REDIS_REPLICAS $AVIARY_REDIS_NAMES"
  equals "dev.aviary.test-swarm.redis=2 b
dev.aviary.test-swarm.redis=3 d" "$(noted)"
  generation=$AVIARY_REDIS_GENERATION
  sed -i 's/^d ready/d down/' "$WORK/nodes"
  swarm_redis >/dev/null
  equals "1 $generation" "$AVIARY_REDIS_REPLICAS $AVIARY_REDIS_GENERATION"
  # Removed for good: the next node that takes tasks has its part.
  sed -i -e '/^d /d' -e 's/^c ready drain/c ready active/' "$WORK/nodes"
  swarm_redis >/dev/null
  says 'redis=3 c' "$(noted)"
  equals "1 $generation" "$AVIARY_REDIS_REPLICAS $AVIARY_REDIS_GENERATION"
}

# sentinels ANSWER...: what each says, one after the other.
sentinels() {
  printf '%s\n' "$@" >"$WORK/answers"
  fake redis-cli <<'END'
head -n 1 "$WORK/answers"
sed -i 1d "$WORK/answers"
END
}

test_the_primary_is_what_more_than_half_of_the_sentinels_say() {
  fake cat </dev/null
  sentinels redis-2 redis-1 redis-2
  equals redis-2 "$("$ROOT/deploy/images/redis/ask-sentinels" s-1:1 s-2:1 s-3:1)"
  sentinels redis-2 redis-1 ''
  refused "$ROOT/deploy/images/redis/ask-sentinels" s-1:1 s-2:1 s-3:1
  sentinels '' '' ''
  refused "$ROOT/deploy/images/redis/ask-sentinels" s-1:1 s-2:1 s-3:1
}

# Its own offset counts while it follows the primary.
test_this_nodes_redis_has_settled_when_it_has_come_as_far_as_the_primary() {
  local came=5 link=up
  # shellcheck disable=SC2317  # called by swarm_redis_settled
  redis_admin() {
    if [[ $1 == -h ]]; then
      printf 'role:master\r\nmaster_repl_offset:7\r\n'
    else
      printf 'role:slave\r\nmaster_host:redis-2.control\r\nmaster_link_status:%s\r\nslave_repl_offset:%s\r\nmaster_repl_offset:%s\r\n' "$link" "$came" "$came"
    fi
  }
  refused swarm_redis_settled
  came=7
  swarm_redis_settled
  link=down
  refused swarm_redis_settled
}

# stack TASKS [STATE-OF-UPDATE]: what Docker says of a stack.
stack() {
  export TASKS=$1 UPDATE=${2:-}
  fake docker <<'END'
case "$*" in
  *Replicas*) printf "$TASKS" ;;
  *UpdateStatus*) printf '%s\n\n' "$UPDATE" ;;
  *) printf 'a\nb\n' ;;
esac
END
}

test_a_service_that_lacks_a_task_or_is_being_replaced_is_waited_for() {
  stack '3/3\n0/0\n1/1\n'
  swarm_complete
  stack '3/3\n0/0\n1/1\n' completed
  swarm_complete
  stack '3/3\n0/1\n'
  refused swarm_complete
  stack ''
  refused swarm_complete
  stack '3/3\n' updating
  refused swarm_complete
  stack '3/3\n' paused
  refused swarm_complete
}

# network RANGE: the apps' network is an overlay of which Swarm gives out RANGE.
network() {
  export RANGE=$1
  AVIARY_APPS_PREFIX=10.213.7.
  fake docker <<'END'
case "$*" in
  *Driver*) echo overlay ;;
  *IPRange*) echo "$RANGE" ;;
  *) echo "docker $*" >>"$WORK/notes" ;;
esac
END
}

test_an_apps_network_that_has_too_few_addresses_for_slots_is_refused_with_the_cure() {
  network 10.213.7.128/25
  swarm_apps_network
  network 10.213.7.240/28
  says 'deploy/swarm/down, then deploy/swarm/up' "$(refused swarm_apps_network)"
  equals '' "$(noted)"
}

# slots ON-THE-NODE: two slots, of which so many are on the node; each look finds one less there.
slots() {
  echo "$1" >"$WORK/slots"
  fake docker <<'END'
echo "docker $*" >>"$WORK/notes"
left=$(<"$WORK/slots")
case "$*" in
  'service ls'*) printf 'one\ntwo\n' ;;
  'service ps'*)
    for ((each = 0; each < left; each++)); do echo task; done
    echo $((left > 0 ? left - 1 : 0)) >"$WORK/slots"
    ;;
esac
END
}

test_a_node_is_paused_until_its_slots_are_elsewhere() {
  slots 2
  swarm_slots_leave there >/dev/null
  equals 'docker node update --availability pause there' "$(noted | head -n 1)"
  equals 3 "$(noted | grep -c 'service ps --quiet --filter node=there --filter desired-state=running one two')"
}

test_containers_of_tasks_are_left_to_the_swarm() {
  fake docker <<<'printf "task abc\nbeside \n"'
  equals beside "$(swarm_beside)"
}

test_no_answer_of_docker_is_not_that_nothing_runs() {
  fake docker <<<'echo "The swarm does not have a leader." >&2; exit 1'
  ! swarm_without_slots there
  ! swarm_idle there
  ! swarm_gone
}

test_the_secrets_of_slots_are_the_builders_to_remove() {
  fake docker <<'END'
case "$*" in
  "secret ls"*) printf 'a\nb\n' ;;
  "secret inspect"*) printf 'a \nb demo-app-1\n' ;;
  *) echo "$*" >>"$WORK/removed" ;;
esac
END
  swarm_secrets_prune_own
  equals 'secret rm a' "$(cat "$WORK/removed")"
}

test_a_swarm_without_slots_has_none_on_a_node() {
  fake docker </dev/null
  swarm_without_slots there
}

# The registry itself is Debian's: here another program that runs until it is ended, and a folder that says how much it holds.
test_a_registry_that_holds_too_much_ends_and_one_that_does_not_runs_on() {
  echo 3 >"$WORK/megabytes"
  fake docker-registry <<<'exec sleep 600'
  fake du <<'END'
echo looked >>"$WORK/notes"
printf '%s\t%s\n' "$(<"$WORK/megabytes")" "$2"
END
  REGISTRY_LOOK_SECONDS=0.1 REGISTRY_MEGABYTES=3 "$ROOT/deploy/images/registry/bounded-registry" none folder 2>"$WORK/said" &
  registry=$!
  trap 'kill $registry 2>/dev/null || true' EXIT
  # shellcheck disable=SC2016  # for eval
  wait_until 60 "it looked twice" eval '(($(grep -c looked "$WORK/notes") > 1))' >/dev/null
  kill -0 "$registry"
  echo 4 >"$WORK/megabytes"
  # shellcheck disable=SC2016  # for eval
  wait_until 60 "it has ended" eval '! kill -0 "$registry"' >/dev/null
  says 'Holds 4 MB, more than 3: ends, and begins empty' "$(<"$WORK/said")"
}

test_a_service_that_is_not_healthy_is_shown_with_its_health_and_the_words_of_its_tasks() {
  local said
  fake curl <<'END'
[[ $* != *--show-error* ]] || echo '{"status":"DOWN"}'
exit 22
END
  fake docker <<'END'
echo "the log of ${*: -1}"
END
  SERVICES=(builder)
  # shellcheck disable=SC2034  # read by services_wait
  SERVICES_START_SECONDS=1
  instance_define
  said=$(refused services_wait swarm_log)
  says '{"status":"DOWN"}' "$said"
  says 'the log of test-swarm_builder' "$said"
  says 'Not healthy: builder' "$said"
}

# members ID...: Redis runs and has these; `docker service rm` makes the first of them leave.
members() {
  printf '%s\n' "$@" >"$WORK/members"
  fake docker <<'END'
case "$*" in
  ps*) echo 0123456789ab ;;
  'service rm'*) sed -i 1d "$WORK/members" ;;
  *SCARD*) wc -l <"$WORK/members" ;;
  *SMEMBERS*) cat "$WORK/members" ;;
  *SREM*) sed -i "/^${*: -1}$/d" "$WORK/members" ;;
esac
END
}

test_balancers_leave_before_redis_ends_and_one_that_cannot_is_forgotten() {
  # shellcheck disable=SC2317  # called by swarm_balancers_leave
  wait_until() { "${@:3}"; }
  secrets_ready
  members web-1
  equals '' "$(swarm_balancers_leave)"
  members web-1 web-2
  says 'Forgot the balancer web-2' "$(swarm_balancers_leave)"
  equals '' "$(<"$WORK/members")"
}

test_where_redis_does_not_run_no_balancer_is_asked_to_leave() {
  fake docker </dev/null
  equals '' "$(swarm_balancers_leave)"
}

# What is on another network is here on another address of loopback.
test_the_relay_leads_a_port_of_loopback_to_a_service_and_ends_with_neither() {
  local port
  port=$(ports_any)
  mkdir "$WORK/page"
  echo hello >"$WORK/page/index.html"
  trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
  python3 "$ROOT/deploy/images/door/relay" "$WORK/door.sock" "$port=127.0.0.2" >"$WORK/relay-log" 2>&1 &
  python3 "$ROOT/deploy/images/door/door" "$WORK/door.sock" >/dev/null 2>&1 &
  wait_until 60 "the relay listens" port_answers "$port" >/dev/null
  refused curl -s "http://127.0.0.1:$port/"
  says "Cannot reach 127.0.0.2:$port" "$(<"$WORK/relay-log")"
  python3 -m http.server --bind 127.0.0.2 --directory "$WORK/page" "$port" >/dev/null 2>&1 &
  wait_until 60 "the service answers" curl -sf "http://127.0.0.1:$port/" >/dev/null
  equals hello "$(curl -s "http://127.0.0.1:$port/")"
}

# A socket whose queue is full answers nothing, as a node that is gone.
test_the_relay_does_not_wait_for_an_address_that_answers_nothing() {
  equals '127.0.0.3 soon
127.0.0.3 soon
Connection refused' "$(python3 - "$ROOT/deploy/images/door/relay" <<'END'
import importlib.machinery, importlib.util, socket, sys, time

loader = importlib.machinery.SourceFileLoader("relay", sys.argv[1])
relay = importlib.util.module_from_spec(importlib.util.spec_from_loader("relay", loader))
sys.dont_write_bytecode = True
loader.exec_module(relay)

silent = socket.create_server(("127.0.0.2", 0), backlog=0)
port = silent.getsockname()[1]
full = []
for _ in range(4):
    full.append(socket.socket())
    full[-1].setblocking(False)
    full[-1].connect_ex(("127.0.0.2", port))
answers = socket.create_server(("127.0.0.3", port))


def reach(*hosts):
    begun = time.monotonic()
    try:
        found = relay.reach([(host, port) for host in hosts]).getpeername()[0]
        print(found, "soon" if time.monotonic() - begun < relay.PATIENCE / 2 else "late")
    except OSError as reason:
        print(reason.strerror)


reach("127.0.0.2", "127.0.0.3")
reach("127.0.0.4", "127.0.0.3")
reach("127.0.0.4", "127.0.0.5")
END
  )"
}

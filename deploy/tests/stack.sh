# shellcheck shell=bash
# deploy/swarm/stack.yml against docker-compose.yml: the same services with the same settings, but for what is listed here with
# its reason.

# Each line: < (docker-compose.yml alone) or > (stack.yml alone), services, what; the lines above it that begin with # say why.
# Images, commands, entrypoints, settings, secrets, volumes, limits, capabilities, log options, labels, times to end and health
# checks are compared.
differences() {
  cat <<'END'
# Not there on a swarm yet: what they read is on loopback.
< prometheus,grafana service
# Leads the ports of loopback to services that are on a network of their own.
> relay service
# The engine of one machine has every image that it builds.
> registry service
> builder environment AVIARY_APPS_REGISTRY=127.0.0.1:${AVIARY_REGISTRY_PORT}
# A swarm's services are found by name on that network, and listen there.
> builder,balancer,monitor,flag environment AVIARY_REDIS_HOST=services-redis
< builder,balancer,monitor,flag environment AVIARY_REDIS_PORT
> builder,balancer,monitor,flag environment AVIARY_REDIS_PORT=6379
> builder,balancer,monitor,flag environment AVIARY_CONTROL_PREFIX
> builder,balancer,monitor,flag environment AVIARY_APPS_PREFIX
> builder,balancer,monitor,flag environment AVIARY_BUILDER_HOST=builder.control
> builder,balancer,monitor,flag environment AVIARY_BALANCER_HOST=balancer.control
> builder,balancer,monitor,flag environment AVIARY_FLAG_HOST=flag.control
# One machine has one Redis; three nodes have three, and Sentinels (docs/decisions/0022).
> redis-2,redis-3,sentinel-1,sentinel-2,sentinel-3 service
> builder,balancer,monitor,flag,app-redis environment AVIARY_REDIS_SENTINELS
> redis,app-redis,builder,balancer,monitor,flag environment RES_OPTIONS=timeout:1 attempts:1
> redis entrypoint ["start-member","redis-1.control","${AVIARY_REDIS_SENTINELS}","/etc/aviary-redis/users.acl"]
> redis secret app-redis as replica.conf
> redis,app-redis secret watcher as watcher
< app-redis entrypoint ["start-replica","services-redis","6379"]
> app-redis entrypoint ["start-replica","${AVIARY_REDIS_NAMES}","6379"]
# No file of one node is on the others.
< redis,app-redis volumes ${AVIARY_STATE}/redis:/etc/aviary-redis:ro
> redis secret users as /etc/aviary-redis/users.acl
> app-redis secret app-users as /etc/aviary-redis/app-users.acl
# The flag service is on the apps' network itself: the host is not.
> builder environment AVIARY_APPS_FLAG_HOST=flags
# One on each node, which tells what it samples under the node's name.
> monitor environment AVIARY_NODE={{.Node.Hostname}}.{{.Node.ID}}
> monitor environment AVIARY_NODE_SILENCE
# Redis and the mailbox need no port of the machine for it.
< redis ports 127.0.0.1:${AVIARY_REDIS_PORT:?is set by deploy/up}:6379
< mailbox ports 127.0.0.1:${AVIARY_MAILBOX_PORT}:1025
# Swarm has no other groups beside a user's first.
< builder,engine-reader group_add ${DOCKER_GID}
> builder user 10001:${DOCKER_GID}
> engine-reader user haproxy:${DOCKER_GID}
# Without one Swarm ends the old balancer as soon as the new one's process has begun.
> balancer healthcheck {"test":["CMD","bash","-c","for each in $$(hostname -I); do [[ $$each != $$AVIARY_CONTROL_PREFIX* ]] || exec 3<>/dev/tcp/$$each/$$AVIARY_BALANCER_ADMIN_PORT; done"],"interval":"10s","timeout":"10s","retries":30}
# A member of the balancers is told by its node.
> balancer hostname {{.Node.Hostname}}.{{.Node.ID}}
# Swarm has no such option for a service: it is the daemon's, "no-new-privileges": true in daemon.json.
< redis,app-redis,builder,door,balancer,engine-reader,monitor,flag,guard,mailbox security_opt no-new-privileges:true
END
}

# differences, one service a line, without the reasons.
differences_listed() {
  local side services what service
  differences | grep -v '^#' | while read -r side services what; do
    for service in ${services//,/ }; do
      printf "%s\n" "$side $service $what"
    done
  done | sort
}

# facts FILE: a line for each thing that is said of a service, in the words of docker-compose.yml. A service that the other
# file lacks is one line.
facts() {
  python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)' <"$1" | jq -r --argjson both "$2" '
    def all(name): if type == "array" then "\(name) \(.[])" elif . == null then empty else "\(name) \(.)" end;
    def pairs(name): (. // {}) | to_entries[] | "\(name) \(.key)" + (if .value == null then "" else "=\(.value)" end);
    .services | to_entries[] | .key as $service | .value | "\($service) " + (
      if ($both | index($service)) == null then "service" else
        "image \(.image | sub(":.*"; ""))",
        (.command | all("command")), ((.entrypoint // []) | if . == [] then empty else "entrypoint \(tojson)" end),
        (.environment | pairs("environment")), (.labels | pairs("labels")),
        ((.secrets // [])[] | "secret \(.source) as \(.target)"),
        (.volumes | all("volumes")), (.ports | all("ports")),
        (.cap_add | all("cap_add")), (.cap_drop | all("cap_drop")), (.security_opt | all("security_opt")),
        (.group_add | all("group_add")), (.user | all("user")), (.hostname | all("hostname")),
        "stop_grace_period \(.stop_grace_period)", "logging \(.logging | tojson)", (.healthcheck | if . then "healthcheck \(tojson)" else empty end),
        "memory \(.mem_limit // .deploy.resources.limits.memory | ascii_downcase)",
        ((.cpus // .deploy.resources.limits.cpus) | if . then "cpus \(tonumber + 0)" else empty end),
        "starts again \(.restart == "unless-stopped" or .deploy.restart_policy.condition == "any")"
      end)' | sort
}

# found COMPOSE STACK: how the two differ.
found() {
  local both
  both=$(python3 -c 'import json, sys, yaml
names = [set(yaml.safe_load(open(file))["services"]) for file in sys.argv[1:]]
json.dump(sorted(names[0] & names[1]), sys.stdout)' "$1" "$2")
  diff <(facts "$1" "$both") <(facts "$2" "$both") | grep '^[<>]' | sort
}

test_the_stack_is_that_of_docker_compose_but_for_what_is_listed() {
  diff <(differences_listed) <(found "$ROOT/docker-compose.yml" "$ROOT/deploy/swarm/stack.yml")
}

test_a_setting_or_limit_that_only_one_of_them_has_is_found() {
  sed -e 's/SMTP_PORT:/SMTP_GATE:/' -e 's/memory: 320M/memory: 321M/' "$ROOT/deploy/swarm/stack.yml" >"$WORK/stack.yml"
  equals '< flag memory 320m
< monitor environment SMTP_PORT
> flag memory 321m
> monitor environment SMTP_GATE' "$(diff <(found "$ROOT/docker-compose.yml" "$ROOT/deploy/swarm/stack.yml") \
    <(found "$ROOT/docker-compose.yml" "$WORK/stack.yml") | sed -n 's/^> //p')"
}

# Every volume of both is the same one, so that what one machine keeps a swarm goes on with. Sentinels are on a swarm alone.
test_both_have_the_same_volumes() {
  local volumes='import sys, yaml; print(*sorted(yaml.safe_load(sys.stdin)["volumes"]))'
  equals "$(python3 -c "$volumes" <"$ROOT/docker-compose.yml" | sed -e 's/grafana-data //' -e 's/prometheus-data //')" \
    "$(python3 -c "$volumes" <"$ROOT/deploy/swarm/stack.yml" | sed 's/ sentinel-data//')"
}

# Both flag services on one node would end with it.
test_flag_services_are_on_nodes_of_their_own_wherever_that_is() {
  local placement='import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin)["services"]["flag"]["deploy"]["placement"], sys.stdout)'
  equals '{"max_replicas_per_node": 1}' "$(python3 -c "$placement" <"$ROOT/deploy/swarm/stack.yml")"
}

# Of three Redis the settings are the same, and each has a Sentinel beside it.
test_the_redis_of_a_swarm_differ_in_name_and_node_alone() {
  local numbers='import json, sys, yaml
services = yaml.safe_load(sys.stdin)["services"]
for kind in ("redis", "sentinel"):
    for number in (1, 2, 3):
        service = services[kind if (kind, number) == ("redis", 1) else f"{kind}-{number}"]
        placement = service["deploy"].pop("placement")["constraints"]
        service["deploy"]["replicas"] = 1
        assert ("== state" if number == 1 else f"== {number}") in placement[0], placement
        aliases = [each for each in service["networks"]["control"].pop("aliases") if each != "services-redis"]
        assert aliases == [f"{kind}-{number}.control"], aliases
        service["entrypoint"][1] = service["entrypoint"][1].replace(aliases[0], "own")
        print(kind, json.dumps(service, sort_keys=True))'
  equals 2 "$(python3 -c "$numbers" <"$ROOT/deploy/swarm/stack.yml" | sort -u | wc -l)"
}

# Only managers say what runs on a swarm. A task that Swarm puts anywhere does not come back to the node with the state, and no builder
# would change what only that one's engine has.
test_a_builder_is_on_every_manager() {
  python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)' <"$ROOT/deploy/swarm/stack.yml" |
    jq -e '.services.builder.deploy | .mode == "global" and .placement == {constraints: ["node.role == manager"]}' >/dev/null
}

# What is not measured is not judged.
test_a_monitor_and_its_engine_reader_are_on_every_node() {
  python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)' <"$ROOT/deploy/swarm/stack.yml" |
    jq -e '[.services.monitor, .services["engine-reader"]] | all(.deploy.mode == "global" and .deploy.placement == null)' >/dev/null
}

test_no_service_of_the_stack_has_a_vip_or_a_port_in_the_mesh() {
  python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)' <"$ROOT/deploy/swarm/stack.yml" |
    jq -e '.services | all(.deploy.endpoint_mode == "dnsrr") and all((.ports // []) | all(.mode == "host"))' >/dev/null
}

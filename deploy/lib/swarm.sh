# shellcheck shell=bash
# One Aviary on a Docker Swarm: deploy/swarm/stack.yml and what it takes.

STACK=$ROOT/deploy/swarm/stack.yml

# The images of the stack, and the variable that has the tag of each.
SWARM_IMAGES=(redis door engine-reader guard mailbox registry builder-service balancer-service monitor-service flag-service)

# What a swarm alone needs, beside images_base.
images_swarm() { image_build aviary/registry debian:trixie-slim -- -C "$IMAGES/registry" .; }

# Afterwards this machine manages a swarm, and keeps the state of the instance.
swarm_ready() {
  local state
  state=$(docker info --format '{{.Swarm.LocalNodeState}}')
  [[ $state != inactive ]] || swarm_begin
  swarm_manages || fail "This machine manages no swarm." "its engine says '$(docker info --format '{{.Swarm.LocalNodeState}}')'" \
    "run this on a manager, or on a manager: docker node promote $(hostname)"
  swarm_keeps_state
}

swarm_manages() { [[ $(docker info --format '{{.Swarm.ControlAvailable}}' 2>/dev/null) == true ]]; }

# AVIARY_SWARM_ADDRESS is where other nodes reach this one; Docker finds it by itself where the machine has only one.
swarm_begin() {
  local said
  [[ $(docker info --format '{{.LiveRestoreEnabled}}') == false ]] ||
    fail "Docker keeps containers alive without its daemon here, and refuses to be in a swarm meanwhile." "live-restore is on" \
      "take live-restore out of $ENGINE_SETTINGS or dockerd's arguments, restart Docker, and run this again"
  said=$(docker swarm init ${AVIARY_SWARM_ADDRESS:+--advertise-addr "$AVIARY_SWARM_ADDRESS"} 2>&1) ||
    fail "Docker begins no swarm." "$said" "set AVIARY_SWARM_ADDRESS to this machine's address that the others reach"
  swarm_notices_soon
  say "This machine is the first of a swarm"
}

# A node that is silent for three times this is down for Swarm, and its slots run elsewhere. Docker's own 5 s would take 15 s to see it.
swarm_notices_soon() { docker swarm update --dispatcher-heartbeat 3s >/dev/null; }

# The first Redis, and what has volumes, are where those are: on the node with this label. One node has it. The builder there leads while it is there.
swarm_keeps_state() {
  local here node
  here=$(docker info --format '{{.Swarm.NodeID}}')
  node=$(swarm_state_node)
  if [[ -z $node ]]; then
    docker node update --label-add "dev.aviary.$AVIARY_INSTANCE=state" "$here" >/dev/null
  elif [[ $node != "$here" ]]; then
    fail "Another node keeps the state of '$AVIARY_INSTANCE'." "$(docker node inspect --format '{{.Description.Hostname}}' "$node") has its volumes" \
      "run this there"
  fi
}

# The id of the node that keeps the state; nothing when none does. awk reads to the end: docker fails where nobody reads on.
swarm_state_node() {
  docker node ls --quiet | xargs docker node inspect --format '{{.ID}} {{index .Spec.Labels "dev.aviary.'"$AVIARY_INSTANCE"'"}}' |
    awk '$2 == "state" && !found { found = 1; print $1 }'
}

# What runs here without a swarm has the ports, the volumes and the names of networks.
swarm_alone() {
  [[ -z $(docker ps --quiet --filter "label=com.docker.compose.project=$AVIARY_INSTANCE") ]] ||
    fail "Aviary '$AVIARY_INSTANCE' runs on this machine alone." "a swarm needs its ports and volumes" "deploy/down, then deploy/swarm/up"
}

# What stack.yml takes from its environment besides the settings.
swarm_environment() {
  local name image user
  DOCKER_GID=$(stat -c %g /var/run/docker.sock)
  AVIARY_SWARM_MTU=${AVIARY_SWARM_MTU:-$(swarm_link_mtu)}
  [[ $AVIARY_SWARM_MTU =~ ^[1-9][0-9]{2,4}$ && $AVIARY_SWARM_MTU -ge 626 && $AVIARY_SWARM_MTU -le 9000 ]] ||
    fail "AVIARY_SWARM_MTU is '$AVIARY_SWARM_MTU'." "it is the MTU of the network between the nodes" "give 626 to 9000"
  AVIARY_CONTROL_PREFIX=10.214.$(swarm_number).
  AVIARY_APPS_PREFIX=10.213.$(swarm_number).
  user=$(docker run --rm --network none --entrypoint id aviary/redis -u redis) ||
    fail "The image aviary/redis does not run." "docker says above why" "deploy/swarm/up builds it"
  AVIARY_REDIS_USER=$user
  export DOCKER_GID AVIARY_SWARM_MTU AVIARY_CONTROL_PREFIX AVIARY_APPS_PREFIX AVIARY_REDIS_USER
  for image in "${SWARM_IMAGES[@]}"; do
    name=AVIARY_IMAGE_$(tr a-z- A-Z_ <<<"$image")
    export "$name=$(swarm_image_tag "$image")"
  done
  AVIARY_FLAG_REPLICAS=$(swarm_flag_replicas)
  export AVIARY_FLAG_REPLICAS AVIARY_MAILBOXES=0
  [[ -n ${SMTP_HOST:-} ]] || swarm_mailbox
}

# Flags are answered while a node is gone: two services on two nodes, where there are two that take tasks.
swarm_flag_replicas() { docker node ls --format '{{.Status}} {{.Availability}}' | awk '$0 == "Ready Active" { nodes++ } END { print (nodes > 1 ? 2 : 1) }'; }

# Where three nodes are, or were: three Redis on three of them, with Sentinels. A node that is away keeps its part; one that was
# removed gives it to another. The one on the node that keeps the state is the first primary of each generation: what the others
# have from a former one counts for nothing.
swarm_redis() {
  local number file=$AVIARY_STATE/redis-generation
  export AVIARY_REDIS_REPLICAS=0 AVIARY_REDIS_SENTINELS='' AVIARY_REDIS_NAMES=services-redis AVIARY_REDIS_GENERATION=none
  for number in 2 3; do
    swarm_redis_place "$number" && continue
    say "One Redis, without a replica: that takes three nodes. Run this again when they have joined"
    swarm_redis_settles
    rm -f "$file"
    return
  done
  [[ -s $file ]] || date +%s >"$file"
  AVIARY_REDIS_GENERATION=$(<"$file")
  AVIARY_REDIS_REPLICAS=1
  AVIARY_REDIS_NAMES=redis-1.control,redis-2.control,redis-3.control
  AVIARY_REDIS_SENTINELS=sentinel-1.control:26379,sentinel-2.control:26379,sentinel-3.control:26379
  say "Redis on three nodes, with Sentinels"
}

# swarm_redis_place NUMBER: sees that a node has that part of Redis, or fails where none is left for it.
swarm_redis_place() {
  local label=dev.aviary.$AVIARY_INSTANCE node
  node=$(swarm_nodes | awk -v number="$1" '$5 == number && !found { found = 1; print $1 }')
  [[ -z $node ]] || return 0
  node=$(swarm_nodes | awk '$2 == "ready" && $3 == "active" && $4 != "state" && $5 == "-" && !found { found = 1; print $1 }')
  [[ -n $node ]] && docker node update --label-add "$label.redis=$1" "$node" >/dev/null
}

# Each node: id, status, availability, and its two labels of this instance or `-`.
swarm_nodes() {
  local label=dev.aviary.$AVIARY_INSTANCE
  docker node ls --quiet | xargs docker node inspect --format '{{.ID}} {{.Status.State}} {{.Spec.Availability}} {{with index .Spec.Labels "'"$label"'"}}{{.}}{{else}}-{{end}} {{with index .Spec.Labels "'"$label"'.redis"}}{{.}}{{else}}-{{end}}'
}

# swarm_redis_primary COMMAND...: asks the services' primary, by the Redis of this node.
swarm_redis_primary() {
  local host
  host=$(redis_admin INFO replication | tr -d '\r' | sed -n 's/^master_host://p') || return 1
  redis_admin ${host:+-h "$host"} "$@"
}

# The Redis of this node has all that the primary has: the others may end.
swarm_redis_settles() {
  [[ -s $AVIARY_STATE/redis-generation && -n $(redis_container redis) ]] || return 0
  secrets_known
  wait_until 120 "the Redis of this node has all data" swarm_redis_settled ||
    fail "The Redis of this node lacks data that another one has." "Sentinels chose another primary, and this one has not caught up with it" \
      "docker service logs ${AVIARY_INSTANCE}_redis; run this again when it follows"
}

swarm_redis_settled() {
  local own others
  own=$(swarm_offset redis_admin) && others=$(swarm_offset swarm_redis_primary) && [[ -n $own && $own -ge $others ]]
}

# The slave's own offset, or the primary's where it is that.
swarm_offset() {
  "$1" INFO replication | tr -d '\r' | awk -F : '$1 == "master_link_status" && $2 != "up" { away = 1 }
    $1 == "master_repl_offset" { offset = $2 } $1 == "slave_repl_offset" { replica = $2 } END { if (!away) print replica == "" ? offset : replica }'
}

# Without an SMTP server of the owner's, mail goes to the mailbox.
swarm_mailbox() {
  export AVIARY_MAILBOXES=1 SMTP_HOST=mailbox SMTP_PORT=1025 SMTP_SECURITY=plain
  export ALERT_FROM=${ALERT_FROM:-aviary@localhost} ALERT_TO=${ALERT_TO:-owner@localhost}
}

# Instances begin at different places of 10.213 and 10.214.
swarm_number() { echo $((16#$(printf %s "$AVIARY_INSTANCE" | sha256sum | cut -c 1-2))); }

# That of the link with this node's address.
swarm_link_mtu() {
  local address device
  address=$(docker info --format '{{.Swarm.NodeAddr}}')
  device=$(ip -o address show | awk -v address="$address" '{ split($4, own, "/") } own[1] == address { print $2; exit }')
  ip -o link show dev "$device" | sed -n 's/.* mtu \([0-9]*\) .*/\1/p'
}

# swarm_image_name IMAGE: its name here, as deploy/lib/images.sh builds it.
swarm_image_name() { case $1 in *-service) echo "aviary/$1:$AVIARY_VERSION" ;; *) echo "aviary/$1" ;; esac; }

# swarm_image_tag IMAGE: the begin of its id. Another content has another name, so no node runs an old one for a new one.
swarm_image_tag() {
  local id
  id=$(docker image inspect --format '{{.Id}}' "$(swarm_image_name "$1")") ||
    fail "The image of $1 is not here." "docker says above why" "deploy/swarm/up builds it"
  cut -c 8-19 <<<"$id"
}

# Gives each image the name that nodes know it by, and prints those names.
swarm_image_names() {
  local image name
  for image in "${SWARM_IMAGES[@]}"; do
    name=aviary/$image:$(swarm_image_tag "$image")
    docker tag "$(swarm_image_name "$image")" "$name"
    echo "$name"
  done
}

# What Redis and Sentinel are given here; on one machine these are files, and there is no Sentinel.
SWARM_SECRETS=(users app-users sentinel watcher)

# Makes what is missing of the secrets, and exports the names' ends. Docker gets them by standard input.
swarm_secrets() {
  local name hash end
  for name in "${SECRET_HOLDERS[@]%%:*}" "${SWARM_SECRETS[@]}"; do
    hash=$(swarm_secret_of "$name" | secrets_hash)
    end=${hash:0:16}
    export "AVIARY_SECRETS_$(tr a-z- A-Z_ <<<"$name")=$hash" "AVIARY_SECRET_$(tr a-z- A-Z_ <<<"$name")=$end"
    docker secret inspect "$AVIARY_INSTANCE-$name-$end" >/dev/null 2>&1 ||
      swarm_secret_of "$name" | docker secret create --label "dev.aviary.instance=$AVIARY_INSTANCE" "$AVIARY_INSTANCE-$name-$end" - >/dev/null
  done
}

swarm_secret_of() {
  case $1 in
    users | app-users) redis_acl_text "$ROOT/deploy/redis/$1.acl" ;;
    sentinel) swarm_sentinel_users ;;
    watcher) printf %s "$REDIS_WATCHER_PASSWORD" ;;
    *) secrets_of "$1" ;;
  esac
}

# The users of the Sentinels: who asks for the primary, and the Sentinels themselves; and as whom they come to Redis.
swarm_sentinel_users() {
  cat <<EOT
user default off
user watcher on #$(printf %s "$REDIS_WATCHER_PASSWORD" | secrets_hash) resetchannels &+switch-master -@all +sentinel|get-master-addr-by-name +ping +hello +auth +client|setname +client|setinfo +subscribe
user peer on #$(printf %s "$REDIS_SENTINEL_PASSWORD" | secrets_hash) ~* &* +@all
sentinel sentinel-user peer
sentinel sentinel-pass $REDIS_SENTINEL_PASSWORD
sentinel auth-user aviary sentinel
sentinel auth-pass aviary $REDIS_SENTINEL_PASSWORD
EOT
}

# Those that no service has any more. Docker keeps one that is used.
swarm_secrets_prune() { swarm_secrets_known | awk '{ print $1 }' | swarm_secrets_remove; }

# The same, without those that the builder makes for slots: it may be about to use one.
swarm_secrets_prune_own() { swarm_secrets_known | awk 'NF == 1 { print $1 }' | swarm_secrets_remove; }

swarm_secrets_remove() { xargs --no-run-if-empty docker secret rm >/dev/null 2>&1 || true; }

# Each secret of the instance, with the slot's service that it was made for.
swarm_secrets_known() {
  docker secret ls --quiet --filter "label=dev.aviary.instance=$AVIARY_INSTANCE" |
    xargs --no-run-if-empty docker secret inspect --format '{{.ID}} {{index .Spec.Labels "dev.aviary.service"}}'
}

# Swarm gives out .128 to .254, to slots, balancers and services; the builder .16 to .127, to containers beside them.
swarm_apps_network() {
  local name=$AVIARY_INSTANCE-apps prefix=$AVIARY_APPS_PREFIX driver
  driver=$(docker network inspect --format '{{.Driver}}' "$name" 2>/dev/null) || driver=none
  case $driver in
    overlay)
      [[ $(docker network inspect --format '{{(index .IPAM.Config 0).IPRange}}' "$name") == "${prefix}128/25" ]] ||
        fail "The network $name leaves Swarm too few addresses for slots." "an older Aviary made it" "deploy/swarm/down, then deploy/swarm/up: it is made anew"
      return
      ;;
    none) ;;
    # Of this machine alone. Its containers are gone, and the builder makes them again.
    *) docker network rm "$name" >/dev/null || fail "The network $name cannot be replaced." "something of this machine is on it" \
      "docker network inspect $name shows what; disconnect it, then run this again" ;;
  esac
  docker network create --driver overlay --attachable --label "dev.aviary.instance=$AVIARY_INSTANCE" \
    --opt "com.docker.network.driver.mtu=$AVIARY_SWARM_MTU" \
    --subnet "${prefix}0/24" --ip-range "${prefix}128/25" --gateway "${prefix}1" "$name" >/dev/null
}

swarm_deploy() { docker stack deploy --compose-file "$STACK" --resolve-image never --prune "$AVIARY_INSTANCE"; }

# swarm_wait SECONDS: until each service has all its tasks; at the deadline, what the tasks that fail say.
swarm_wait() {
  wait_until "$1" "all tasks run" swarm_complete && return 0
  docker stack services --format '{{.Name}} {{.Replicas}}' "$AVIARY_INSTANCE" | grep -v ' \([0-9]*\)/\1\( (.*\)\?$' | sed 's/^/   | /' >&2 || true
  docker stack ps --no-trunc --filter desired-state=running --filter desired-state=ready --format '{{.Name}} on {{.Node}}: {{.CurrentState}} {{.Error}}' \
    "$AVIARY_INSTANCE" | grep -v ': Running' | sed 's/^/   | /' >&2 || true
  fail "Not every task runs, or one is not replaced yet." "the lines above" \
    "'No such image': deploy/swarm/images | ssh NODE docker load; else docker service logs SERVICE; then run this again"
}

# swarm_log SERVICE: the last words of all its tasks, each with its node.
swarm_log() { docker service logs --tail 15 "${AVIARY_INSTANCE}_$1"; }

# Every service has as many tasks as it is to have, and none is being replaced: meanwhile the old ones count too.
swarm_complete() {
  local list
  list=$(docker stack services --format '{{.Replicas}}' "$AVIARY_INSTANCE") && [[ -n $list ]] &&
    awk '{ split($1, now, "/") } now[1] != now[2] { missing = 1 } END { exit missing }' <<<"$list" &&
    docker stack services --quiet "$AVIARY_INSTANCE" | xargs docker service inspect --format '{{if .UpdateStatus}}{{.UpdateStatus.State}}{{end}}' |
    awk '$1 != "" && $1 != "completed" { replaced = 1 } END { exit replaced }'
}

# The balancers first, while Redis is there: each that stops in good order leaves the members whose word counts. One that does not,
# because its node is away, would be waited for ever after.
swarm_balancers_leave() {
  local id
  [[ -n $(redis_container redis) ]] || return 0
  secrets_known
  docker service rm "${AVIARY_INSTANCE}_balancer" >/dev/null 2>&1 || true
  wait_until 60 "the balancers have left" swarm_no_balancer && return 0
  for id in $(swarm_redis_primary SMEMBERS '{aviary}:balancers'); do
    swarm_redis_primary SREM '{aviary}:balancers' "$id" >/dev/null
    say "Forgot the balancer $id, which did not leave by itself"
  done
}

swarm_writers_end() {
  [[ ! -s $AVIARY_STATE/redis-generation ]] || docker service rm "$AVIARY_INSTANCE"_{builder,monitor,flag} >/dev/null 2>&1 || true
}

# On every node, before the slots are removed: one that still ran would make them again.
swarm_builders_end() {
  docker service update --detach --constraint-add node.id==none "${AVIARY_INSTANCE}_builder" >/dev/null 2>&1 || return 0
  wait_until 60 "the builders have ended" swarm_no_builder || say "A builder does not say that it has ended; its node may be away"
}

swarm_no_builder() {
  local tasks
  tasks=$(docker service ps --format '{{.CurrentState}}' "${AVIARY_INSTANCE}_builder") || return 1
  [[ $tasks != *Running* ]]
}

swarm_no_balancer() { [[ $(swarm_redis_primary SCARD '{aviary}:balancers') == 0 ]]; }

# The slots that are services of the swarm; the stack knows nothing of them.
swarm_slots() { docker service ls --quiet --filter "label=dev.aviary.instance=$AVIARY_INSTANCE" --filter label=dev.aviary.role=app; }

# The containers here that are no tasks of the swarm; the tasks' go by themselves.
swarm_beside() {
  docker ps --all --filter "label=dev.aviary.instance=$AVIARY_INSTANCE" --format '{{.ID}} {{.Label "com.docker.swarm.task.id"}}' |
    awk 'NF == 1 { print $1 }'
}

# swarm_slots_leave NODE: the builder replaces on other nodes what is on a paused one.
swarm_slots_leave() {
  docker node update --availability pause "$1" >/dev/null
  wait_until 900 "its slots are elsewhere" swarm_without_slots "$1" ||
    fail "Slots stay on the node." "each needs another node that is ready and active, and its deployment to have ended"       "docker node ls, and GET /apps on port $AVIARY_BUILDER_ADMIN_PORT; docker node update --availability active brings the node back"
}

swarm_without_slots() {
  local slots tasks
  # In a condition, where the shell goes on after what fails: no answer is not the answer that there are none.
  slots=$(swarm_slots) || return 1
  [[ -n $slots ]] || return 0
  tasks=$(xargs docker service ps --quiet --filter "node=$1" --filter desired-state=running <<<"$slots") || return 1
  [[ -z $tasks ]]
}

# swarm_idle NODE
swarm_idle() {
  local tasks
  tasks=$(docker node ps --quiet --filter desired-state=running "$1") || return 1
  [[ -z $tasks ]]
}

# What the stack has left: tasks end after their service.
swarm_gone() {
  local tasks
  tasks=$(docker ps --quiet --filter "label=com.docker.stack.namespace=$AVIARY_INSTANCE") || return 1
  [[ -z $tasks ]]
}

# shellcheck shell=bash
# One Aviary on this machine: its name, its ports, and the folder of its state.

# Reads the owner's settings, <instance>.env; exports AVIARY_INSTANCE, AVIARY_STATE, AVIARY_VERSION and every port,
# moved by AVIARY_PORT_OFFSET.
instance_define() {
  export AVIARY_INSTANCE=${AVIARY_INSTANCE:-aviary}
  [[ $AVIARY_INSTANCE =~ ^[a-z0-9][a-z0-9-]{0,29}$ ]] ||
    fail "AVIARY_INSTANCE is '$AVIARY_INSTANCE'." "it names containers and networks" "give 1 to 30 of a-z, 0-9 and '-'"
  settings_read "$ROOT/$AVIARY_INSTANCE.env"
  local offset=${AVIARY_PORT_OFFSET:-0}
  [[ $offset =~ ^(0|[1-9][0-9]{0,4})$ && $offset -le 15000 ]] ||
    fail "AVIARY_PORT_OFFSET is '$offset'." "it is added to every port" "give 0 to 15000"
  # Sixty ports are the slots' of one instance.
  ((offset == 0 || offset >= 60)) ||
    fail "AVIARY_PORT_OFFSET is '$offset'." "two instances would share the ports of slots" "give 0, or 60 to 15000"
  export AVIARY_STATE=$ROOT/.aviary/$AVIARY_INSTANCE
  AVIARY_VERSION=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$ROOT/pom.xml" | head -n 1)
  export AVIARY_VERSION
  instance_port AVIARY_REDIS_PORT 6379 "$offset"
  instance_port AVIARY_BUILDER_PORT 42000 "$offset"
  instance_port AVIARY_BUILDER_ADMIN_PORT 42001 "$offset"
  instance_port AVIARY_BUILDER_TRIGGER_PORT 42002 "$offset"
  instance_port AVIARY_REGISTRY_PORT 42003 "$offset"
  instance_port AVIARY_PUBLIC_PORT 5001 "$offset"
  instance_port AVIARY_TLS_PORT 5443 "$offset"
  instance_port AVIARY_BALANCER_ADMIN_PORT 5002 "$offset"
  instance_port AVIARY_MONITOR_PORT 5003 "$offset"
  instance_port AVIARY_FLAG_PORT 5004 "$offset"
  instance_port AVIARY_MAILBOX_PORT 1025 "$offset"
  instance_port AVIARY_PROMETHEUS_PORT 9090 "$offset"
  instance_port AVIARY_GRAFANA_PORT 3000 "$offset"
  instance_port AVIARY_SLOT_PORT_BASE 49000 "$offset"
}

# instance_port NAME DEFAULT OFFSET: a port that is set by name stays as it is.
instance_port() { export "$1=${!1:-$(($2 + $3))}"; }

instance_containers() { docker ps --all --quiet --filter "label=dev.aviary.instance=$AVIARY_INSTANCE" "$@"; }

instance_runs() { [[ -n $(instance_containers --filter status=running) ]]; }

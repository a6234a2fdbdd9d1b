# shellcheck shell=bash
# The container that keeps the balancer's listening sockets.

# What it says: "accepting N" for N balancers, then the address of each socket, a line each. Fails where it does not run.
door_status() {
  local container
  container=$(instance_containers --filter label=dev.aviary.role=door --filter status=running)
  [[ -n $container ]] && docker exec "$container" door /run/door/door.sock status
}

door_runs() { [[ $(door_status) == accepting* ]]; }

# The addresses of its sockets.
door_keeps() { door_status | tail -n +2; }

# door_used [COUNT]: do so many balancers accept on its sockets? Usual: 1.
door_used() { [[ $(door_status) == "accepting ${1:-1}"* ]]; }

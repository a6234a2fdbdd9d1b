# shellcheck shell=bash
# The ports of the instance on this machine.

PORTS=(AVIARY_REDIS_PORT AVIARY_BUILDER_PORT AVIARY_BUILDER_ADMIN_PORT AVIARY_BUILDER_TRIGGER_PORT AVIARY_PUBLIC_PORT AVIARY_TLS_PORT
  AVIARY_BALANCER_ADMIN_PORT AVIARY_MONITOR_PORT AVIARY_FLAG_PORT AVIARY_MAILBOX_PORT)
RESERVED=/proc/sys/net/ipv4/ip_local_reserved_ports

# Before the first start: no other program may listen there.
ports_free() {
  local name port
  for name in "${PORTS[@]}"; do
    port_free "${!name}" "$name"
  done
  for port in 0 1 2; do
    port_free $((AVIARY_SLOT_PORT_BASE + port)) AVIARY_SLOT_PORT_BASE
  done
}

# port_free PORT SETTING
port_free() {
  ! port_answers "$1" || fail "Port $1 is taken." "another program listens there" \
    "stop it (ss -ltnp shows which it is), or set AVIARY_PORT_OFFSET to move all ports, or $2 to move this one"
}

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Keeps the kernel from lending our ports to outgoing connections: a service that restarts must find its own free.
ports_reserve() { ports_lent no; }

ports_release() { ports_lent yes; }

# ports_lent yes|no: writes the kernel's list of reserved ports without ours, or with them.
ports_lent() {
  local slots=$AVIARY_SLOT_PORT_BASE-$((AVIARY_SLOT_PORT_BASE + 59)) list
  list=$(awk -v now="$(<"$RESERVED")" -v lent="$1" \
    -v ours="$AVIARY_BUILDER_PORT,$AVIARY_BUILDER_ADMIN_PORT,$AVIARY_BUILDER_TRIGGER_PORT,$slots" '
    function mark(list, reserved,    ranges, i, ends, port) {
      split(list, ranges, ",")
      for (i in ranges) {
        if (split(ranges[i], ends, "-") == 1) ends[2] = ends[1]
        for (port = ends[1] + 0; port <= ends[2] + 0; port++) is[port] = reserved
      }
    }
    BEGIN {
      mark(now, 1)
      mark(ours, lent == "no")
      for (port = 1; port < 65536; port++) if (is[port]) {
        first = port
        while (is[port + 1]) port++
        printf "%s%d-%d", comma, first, port
        comma = ","
      }
    }')
  [[ $list == "$(<"$RESERVED")" ]] || echo "$list" | as_root tee "$RESERVED" >/dev/null 2>&1 ||
    say "Cannot write $RESERVED: a service that restarts may find its port in use by a connection"
}

# Notes the ports beside the secrets: the command aviary finds an instance that was started with other ports by its name alone.
ports_note() {
  local name
  for name in "${PORTS[@]}" AVIARY_SLOT_PORT_BASE; do
    echo "$name=${!name}"
  done >"$AVIARY_STATE/ports.env"
}

# Prints a port on which no program listens.
ports_any() {
  local port
  while port=$((20000 + RANDOM % 10000)) && port_answers "$port"; do :; done
  echo "$port"
}

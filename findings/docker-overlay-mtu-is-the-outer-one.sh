#!/usr/bin/env bash
# Docker 20.10.24: com.docker.network.driver.mtu is the containers' MTU on a bridge, and the outer one on an overlay.
#
# The same option of `docker network create` means two things. A bridge network gives its containers just that MTU. An
# overlay network takes it as the MTU of the network between the nodes and takes off the 50 bytes of the VXLAN header by
# itself. Whoever subtracts them too, as is needed for tunnels elsewhere, loses 50 bytes of each packet; whoever gives the
# MTU that a container shall see gets a smaller one. An encrypted overlay takes off another 26 bytes for IPsec.
#
# Seen, --opt com.docker.network.driver.mtu=1400 on each, MTU of eth0 in a container:
#   bridge: 1400
#   overlay: 1350
#   encrypted overlay: 1324
#
# The engine is that of Debian 12's packages docker.io 20.10.24+dfsg1, containerd 1.6.20 and runc 1.1.5, unpacked into a
# temporary folder and run in namespaces of its own. Needs root, apt-get, iptables, and bash. Exits 2 where it cannot run.
set -euo pipefail

if [[ ${1:-} != inside ]]; then
  script=$(realpath "${BASH_SOURCE[0]}")
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  cd "$work"
  chmod 755 .
  { apt-get update -qq && apt-get download -qq docker.io=20.10.24* containerd=1.6.20* runc=1.1.5* busybox-static; } >log 2>&1 ||
    { cat log; echo "The packages of Debian 12 could not be had."; exit 2; }
  for package in *.deb; do dpkg -x "$package" root; done
  PATH=$work/root/usr/sbin:$work/root/usr/bin:$PATH
  status=0
  timeout 120 unshare --mount --net --pid --ipc --uts --fork --kill-child --mount-proc -- bash "$script" inside "$work" ||
    status=$?
  exit "$status"
fi

cd "$2"
export DOCKER_HOST=unix://$PWD/docker.sock
# Nothing of this machine's engine and its network is seen or changed.
mount --make-rprivate /
mount -t tmpfs tmpfs /run
ip link set lo up
ip link add uplink type veth peer name far
ip addr add 192.0.2.1/24 dev uplink
ip link set uplink up
ip link set far up

dockerd --data-root "$PWD/data" --exec-root "$PWD/exec" --pidfile "$PWD/docker.pid" --host "$DOCKER_HOST" \
  --storage-driver vfs >dockerd.log 2>&1 &
for _ in $(seq 150); do docker version >/dev/null 2>&1 && break; sleep 0.2; done
docker version --format '{{.Server.Version}}' || { tail -n 5 dockerd.log; echo "The engine does not start here."; exit 2; }
docker swarm init --advertise-addr 192.0.2.1 >/dev/null || exit 2
tar -C root/bin -c busybox | docker import - busybox >/dev/null

mtu() { # NAME DRIVER OPTION...
  docker network create --driver "$2" "${@:3}" --opt com.docker.network.driver.mtu=1400 "$1" >/dev/null
  docker run --rm --network "$1" busybox /busybox cat /sys/class/net/eth0/mtu
}
bridge=$(mtu bridged bridge)
overlay=$(mtu overlaid overlay --attachable)
encrypted=$(mtu sealed overlay --attachable --opt encrypted)
printf 'bridge: %s\noverlay: %s\nencrypted overlay: %s\n' "$bridge" "$overlay" "$encrypted"
[[ "$bridge $overlay $encrypted" == "1400 1350 1324" ]]

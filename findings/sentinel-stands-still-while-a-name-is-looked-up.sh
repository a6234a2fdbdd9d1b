#!/usr/bin/env bash
# Redis Sentinel 7.0.15: while it looks up a name it answers nobody and watches nothing, then enters TILT.
#
# With `resolve-hostnames yes` Sentinel knows its primaries by name. It looks a name up anew each time that it connects
# again, in the one thread that also sends PINGs, counts votes and answers clients. A name that a name server denies at once
# costs nothing. Where the name server does not answer, as on a node that lost its network together with the primary, the
# resolver's own patience of 5 s twice is spent inside that thread. The clock then seems to have jumped, so Sentinel
# enters TILT (no failover for 30 s), again and again: the outage that it is there for is the one in which it is blind.
# The other primaries that it watches, all well, are blind too. Shorter waits are the resolver's to set (`options timeout:1
# attempts:1` in resolv.conf, or RES_OPTIONS), not Sentinel's.
#
# Seen, one Sentinel, two primaries, of which the one known by a name ends and its name is gone; the name server is silent:
#   before: PING answered in 0 s; no TILT
#   after: PING waited 4 s or more; TILT, though the other primary is well
#
# The programs are those of Debian 12's packages redis-server and redis-sentinel 5:7.0.15-1~deb12u*, in namespaces of their
# own. Needs root, apt-get and bash. Exits 2 where it cannot run.
set -euo pipefail

if [[ ${1:-} != inside ]]; then
  script=$(realpath "${BASH_SOURCE[0]}")
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  cd "$work"
  chmod 755 .
  { apt-get update -qq && apt-get download -qq redis-tools=5:7.0.15* redis-server=5:7.0.15* redis-sentinel=5:7.0.15* liblzf1 libjemalloc2; } >log 2>&1 ||
    { cat log; echo "The packages of Debian 12 could not be had."; exit 2; }
  for package in *.deb; do dpkg -x "$package" root; done
  status=0
  timeout 120 unshare --mount --net --pid --fork --kill-child --mount-proc -- bash "$script" inside "$work" || status=$?
  exit "$status"
fi

cd "$2"
PATH=$PWD/root/usr/bin:$PATH
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name 'libjemalloc.so.2')")
export LD_LIBRARY_PATH
mount --make-rprivate /
ip link set lo up
# A name server that never answers: nothing takes its packets.
ip link add uplink type veth peer name far
ip addr add 192.0.2.1/24 dev uplink
ip link set uplink up
ip link set far up
ip neighbour add 192.0.2.53 lladdr 02:00:00:00:00:53 dev uplink
echo "nameserver 192.0.2.53" >resolv.conf
printf '127.0.0.1 localhost\n127.0.0.1 primary.example\n' >hosts
mount --bind resolv.conf /etc/resolv.conf
mount --bind hosts /etc/hosts

redis-server --port 7001 --save '' --dir "$PWD" >named.log &
named=$!
redis-server --port 7002 --save '' --dir "$PWD" >well.log &
cat >sentinel.conf <<'END'
port 26379
sentinel resolve-hostnames yes
sentinel monitor named primary.example 7001 1
sentinel monitor well 127.0.0.1 7002 1
sentinel down-after-milliseconds named 1000
sentinel down-after-milliseconds well 1000
END
redis-sentinel sentinel.conf >sentinel.log &
redis-server --version

# The longest that one of four PINGs waited, in whole seconds.
longest_wait() {
  local longest=0 before waited
  for _ in {1..4}; do
    before=$SECONDS
    timeout 20 redis-cli -p 26379 PING >/dev/null || true
    waited=$((SECONDS - before))
    ((waited <= longest)) || longest=$waited
    sleep 0.5
  done
  echo "$longest"
}
sleep 3
before="$(longest_wait) $(grep -c '+tilt' sentinel.log || true)"
echo "before: the longest PING took ${before% *} s, times in TILT: ${before#* }"
kill -9 "$named"
printf '127.0.0.1 localhost\n' >hosts
after="$(longest_wait) $(grep -c '+tilt' sentinel.log || true)"
echo "after: the longest PING took ${after% *} s, times in TILT: ${after#* }"
well=$(redis-cli -p 26379 --raw SENTINEL MASTER well | grep -A 1 '^flags$' | tail -n 1)
echo "the other primary is seen as: $well"
[[ $before =~ ^[01]\ 0$ ]] && ((${after% *} >= 4 && ${after#* } >= 1))

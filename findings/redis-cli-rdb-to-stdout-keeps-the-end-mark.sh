#!/usr/bin/env bash
# Redis 7.0 and 8.0: `redis-cli --rdb -` writes 40 bytes too many, and what loads that file depends on its name.
#
# redis-cli asks for the data as a replica does. A server that sends it without a file of its own (repl-diskless-sync, the
# default since 7.0) ends it with a mark of 40 random digits. redis-cli writes the mark too, and cuts it off the file when it has
# arrived; a pipe cannot be cut, so there it stays, and redis-cli ends with 0. As dump.rdb the file loads: what follows its end is
# not read. As the base of an append-only file, which since 7.0 is a snapshot too, it stops the server from starting.
#
# Seen:
#   to a file:   N bytes
#   to a stream: N + 40 bytes, exit status 0
#   as the base of an append-only file: Bad file format reading the append only file
#
# The servers are those of Debian's package redis-server. Needs bash, apt-get (or redis-server and redis-cli on the path).
set -euo pipefail

command -v redis-server >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server; } >/dev/null 2>&1 ||
  { echo "There is no redis-server"; exit 2; }
work=$(mktemp -d)
trap '[[ -z ${server:-} ]] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
redis-server --version

mkdir "$work/first" "$work/second"
redis-server --port 0 --unixsocket "$work/s" --dir "$work/first" --save "" --repl-diskless-sync yes --repl-diskless-sync-delay 0 >"$work/first.log" 2>&1 &
server=$!
for _ in {1..50}; do redis-cli -s "$work/s" PING >/dev/null 2>&1 && break || sleep 0.1; done
redis-cli -s "$work/s" SET a b >/dev/null
redis-cli -s "$work/s" --rdb "$work/file.rdb" >/dev/null 2>&1
redis-cli -s "$work/s" --rdb - >"$work/stream.rdb" 2>/dev/null
echo "redis-cli ended with $?"
kill "$server" && wait "$server" 2>/dev/null || true
server=
echo "to a file:   $(stat -c %s "$work/file.rdb") bytes"
echo "to a stream: $(stat -c %s "$work/stream.rdb") bytes"

# base FILE: what a server says that starts on it as the base of its append-only file.
base() {
  rm -rf "$work/second" && mkdir -p "$work/second/appendonlydir"
  cp "$1" "$work/second/appendonlydir/appendonly.aof.1.base.rdb"
  echo "file appendonly.aof.1.base.rdb seq 1 type b" >"$work/second/appendonlydir/appendonly.aof.manifest"
  timeout 3 redis-server --port 0 --unixsocket "$work/t" --dir "$work/second" --appendonly yes --save "" >"$work/second.log" 2>&1 || true
  grep -oiE 'Bad file format reading the append only file|ready to accept connections' "$work/second.log" | head -n 1
}
echo "as the base of an append-only file, from the file:   $(base "$work/file.rdb")"
said=$(base "$work/stream.rdb")
echo "as the base of an append-only file, from the stream: $said"
(($(stat -c %s "$work/stream.rdb") - $(stat -c %s "$work/file.rdb") == 40)) && [[ $said == Bad* ]]

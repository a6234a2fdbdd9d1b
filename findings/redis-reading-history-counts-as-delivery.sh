#!/usr/bin/env bash
# Redis 6.2.6 (and 7.0.15): a consumer that looks at its own pending entries delivers them again.
#
# XREADGROUP with an id instead of ">" reads the consumer's history: entries that it took and has not acknowledged. It
# looks like a pure read, and XPENDING's fourth number ("how often it was delivered") looks like the number of attempts,
# by which a poison entry is told. Yet each look at the history raises the number by one, so a worker that looks twice a
# second declares a healthy, waiting entry poisonous after a few seconds. XCLAIM ... JUSTID, XAUTOCLAIM ... JUSTID and
# XPENDING itself leave the number alone; XCLAIM ... RETRYCOUNT n sets it.
#
# Seen:
#   taken once:                    deliveries 1
#   XREADGROUP ... STREAMS q 0 x3: deliveries 4
#   XCLAIM ... JUSTID x3:          deliveries 4
#   XCLAIM ... RETRYCOUNT 1:       deliveries 1
#
# The server is the one in com.github.codemonstur:embedded-redis:1.4.4 of Maven Central. Needs bash, mvn, unzip.
set -euo pipefail

work=$(mktemp -d)
trap '[[ -z ${server:-} ]] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
timeout 150 mvn -B -q -ntp dependency:copy -Dartifact=com.github.codemonstur:embedded-redis:1.4.4 \
  -DoutputDirectory="$work" >"$work/mvn.log" 2>&1 || { cat "$work/mvn.log"; exit 2; }
binary=redis-server-6.2.6-v5-linux-amd64
[[ $(uname -m) == x86_64 ]] || binary=redis-server-6.2.7-linux-arm64
unzip -q -j "$work"/embedded-redis-1.4.4.jar "*$binary" -d "$work"
chmod +x "$work/$binary"
"$work/$binary" --unixsocket "$work/s" --port 7391 --bind 127.0.0.1 --save "" >"$work/redis.log" 2>&1 &
server=$!
for _ in {1..50}; do exec 3<>/dev/tcp/127.0.0.1/7391 && break || sleep 0.1; done 2>/dev/null

# redis COMMAND...: sends it inline, sets ANSWER to all lines that come within a moment.
redis() {
  echo "$*" >&3
  ANSWER=
  local line
  while IFS= read -r -t 0.5 line <&3; do ANSWER+="${line%$'\r'}"$'\n'; done
}

# The last line of XPENDING's long form.
deliveries() {
  redis XPENDING q g - + 10
  sed -n '$s/^://p' <<<"${ANSWER%$'\n'}"
}

redis XGROUP CREATE q g 0 MKSTREAM
redis XADD q 1-1 job a
redis XREADGROUP GROUP g c COUNT 1 STREAMS q '>'
taken=$(deliveries)
for _ in 1 2 3; do redis XREADGROUP GROUP g c STREAMS q 0; done
looked=$(deliveries)
for _ in 1 2 3; do redis XCLAIM q g c 0 1-1 JUSTID; done
claimed=$(deliveries)
redis XCLAIM q g c 0 1-1 RETRYCOUNT 1 JUSTID
reset=$(deliveries)
cat <<EOT
taken once:                    deliveries $taken
XREADGROUP ... STREAMS q 0 x3: deliveries $looked
XCLAIM ... JUSTID x3:          deliveries $claimed
XCLAIM ... RETRYCOUNT 1:       deliveries $reset
EOT
[[ "$taken $looked $claimed $reset" == "1 4 4 1" ]]

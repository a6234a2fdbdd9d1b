# shellcheck shell=bash
# Everything that the scripts share.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Daemons and their tools are there, and not on everybody's path.
PATH=$PATH:/usr/sbin:/sbin

for noun in say wait packages mirror engine door compose settings instance ports secrets redis java images \
  http services deployment observability sample cli restore; do
  source "$ROOT/deploy/lib/$noun.sh"
done

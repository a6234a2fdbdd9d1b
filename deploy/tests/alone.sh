# shellcheck shell=bash
# Services that are started by themselves, beside an instance that runs.

source "$ROOT/deploy/lib/balancer.sh"
source "$ROOT/deploy/lib/flags.sh"

# The settings of an instance are exported, as instance_define does it. What is started notes its own.
beside_an_instance() {
  export AVIARY_INSTANCE=first AVIARY_BUILDER_PORT=42000 AVIARY_PUBLIC_PORT=5001 AVIARY_FLAG_PORT=5004
  export AVIARY_TRUSTED_PROXIES=10.0.0.0/8 AVIARY_OFREP_ANONYMOUS=false
  fake java <<'END'
env | grep '^AVIARY_.*PORT' >"$WORK/ports"
env | grep -o '^AVIARY_[A-Z_]*' | sort >"$WORK/names"
mv "$WORK/names" "$WORK/notes"
exec sleep 60
END
  fake redis-server <<<'exec sleep 60'
  fake curl <<<'exit 0'
  # shellcheck disable=SC2317  # these two are called by balancer_alone and flags_alone
  java_home() { echo "$WORK"; }
  # shellcheck disable=SC2317
  wait_until() { until [[ -e $WORK/notes ]]; do sleep 0.1; done; }
}

test_a_balancer_by_itself_has_nothing_of_the_instance() {
  beside_an_instance
  balancer_alone 20000 AVIARY_PROBES_INTERVAL=1d
  equals 'AVIARY_ADMIN_TOKEN AVIARY_BALANCER_ADMIN_PORT AVIARY_CERTIFICATES_KEY AVIARY_DATA AVIARY_PROBES_INTERVAL AVIARY_PUBLIC_PORT'\
' AVIARY_REDIS_PORT AVIARY_SLOT_PORT_BASE' "$(noted | xargs)"
  lacks "=5001" "$(<"$WORK/ports")"
}

test_a_flag_service_by_itself_has_nothing_of_the_instance() {
  beside_an_instance
  flags_alone
  equals 'AVIARY_ADMIN_TOKEN AVIARY_DATA AVIARY_FLAG_PORT AVIARY_REDIS_PORT' "$(noted | xargs)"
  lacks "=5004" "$(<"$WORK/ports")"
}

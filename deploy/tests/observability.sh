# shellcheck shell=bash
# Prometheus and Grafana beside the services: only where the owner wants them.

test_nothing_is_started_without_the_setting() {
  equals '' "$(observability_profiles)"
  observability_ready
  [[ ! -e $AVIARY_STATE/observability ]]
}

test_grafana_needs_prometheus() {
  equals $'prometheus\ngrafana' "$(AVIARY_OBSERVABILITY=grafana observability_profiles)"
}

test_another_word_is_refused() {
  says 'it must be off, prometheus or grafana' "$(AVIARY_OBSERVABILITY=on refused observability_profiles)"
}

test_prometheus_reads_the_ports_of_the_instance() {
  AVIARY_INSTANCE=second AVIARY_OBSERVABILITY=prometheus
  AVIARY_BUILDER_ADMIN_PORT=1 AVIARY_BALANCER_ADMIN_PORT=2 AVIARY_MONITOR_PORT=3 AVIARY_FLAG_PORT=4
  observability_ready
  equals '{"targets":["127.0.0.1:2"],"labels":{"service":"balancer","aviary":"second"}}' \
    "$(jq -c '.[1]' "$AVIARY_STATE/observability/targets.json")"
  equals 4 "$(jq length "$AVIARY_STATE/observability/targets.json")"
}

test_the_mailbox_and_prometheus_are_profiles_beside_each_other() {
  AVIARY_INSTANCE=test AVIARY_MAILBOX_PORT=1025 AVIARY_OBSERVABILITY=prometheus
  fake stat <<<'echo 999'
  compose_environment
  equals mailbox,prometheus "$COMPOSE_PROFILES"
}

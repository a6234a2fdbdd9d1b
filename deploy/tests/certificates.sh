# shellcheck shell=bash
# What deploy/doctor says of certificates, with fakes of what it asks.
source "$ROOT/deploy/lib/certificates.sh"

# routes MODE: one app has that mode.
routes() {
  echo "{\"table\": {\"apps\": [{\"hosts\": [\"you.example\"], \"tls\": {\"mode\": \"$1\"}}, {\"hosts\": [\"no.example\"]}]}}" \
    >"$WORK/routes"
  fake curl <<'END'
cat "$WORK/routes"
END
}

# leads ADDRESS... : the name's; has ADDRESS... : the machine's.
leads() {
  printf '%s STREAM\n' "$@" >"$WORK/leads"
  fake getent <<'END'
cat "$WORK/leads"
END
}

has() {
  printf '2: eth0    inet %s/24 scope global eth0\n' "$@" >"$WORK/has"
  fake ip <<'END'
cat "$WORK/has"
END
}

test_only_hosts_of_apps_that_want_certificates_are_looked_at() {
  AVIARY_BALANCER_ADMIN_PORT=5002
  routes auto
  equals you.example "$(certificates_hosts)"
  routes own
  equals '' "$(certificates_hosts)"
}

test_the_consoles_host_is_looked_at_too() {
  AVIARY_BALANCER_ADMIN_PORT=5002
  AVIARY_CONSOLE_HOST=Console.you.example
  routes own
  equals console.you.example "$(certificates_hosts)"
}

test_a_name_must_lead_to_this_machine_by_each_of_its_addresses() {
  has 192.0.2.1 2001:db8::1
  leads 192.0.2.1 2001:db8::1
  certificates_leads_here you.example
  leads 192.0.2.1 2001:db8::2
  refused certificates_leads_here you.example >/dev/null
  : >"$WORK/leads"
  refused certificates_leads_here you.example >/dev/null
}

test_a_machine_with_private_addresses_alone_cannot_know_its_own() {
  has 10.0.0.5 172.16.0.2 192.168.1.2 100.64.0.1
  certificates_is_translated
  has 10.0.0.5 192.0.2.1
  refused certificates_is_translated >/dev/null
}

test_staging_is_one_switch() {
  equals "$LETS_ENCRYPT" "$(certificates_directory)"
  equals "$LETS_ENCRYPT_STAGING" "$(AVIARY_ACME_STAGING=true certificates_directory)"
  equals https://acme.example/d "$(AVIARY_ACME_DIRECTORY=https://acme.example/d certificates_directory)"
}

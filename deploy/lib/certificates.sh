# shellcheck shell=bash
# What would stop an order for a certificate, as far as it can be known from this machine.

LETS_ENCRYPT=https://acme-v02.api.letsencrypt.org/directory
LETS_ENCRYPT_STAGING=https://acme-staging-v02.api.letsencrypt.org/directory

# The hosts of apps whose tls is auto, and the console's, one a line.
certificates_hosts() {
  {
    certificates_hosts_of_apps || return 1
    [[ -z ${AVIARY_CONSOLE_HOST:-} ]] || echo "${AVIARY_CONSOLE_HOST,,}"
  } | sort -u
}

certificates_hosts_of_apps() {
  curl --silent --fail --max-time 5 "http://127.0.0.1:$AVIARY_BALANCER_ADMIN_PORT/routes" |
    jq -r '[.table.apps[] | select(.tls.mode == "auto") | .hosts[], (.visitors.redirects // [])[]] | unique | .[]'
}

certificates_directory() {
  if [[ ${AVIARY_ACME_STAGING:-} == true ]]; then
    echo "$LETS_ENCRYPT_STAGING"
  else
    echo "${AVIARY_ACME_DIRECTORY:-$LETS_ENCRYPT}"
  fi
}

certificates_server_answers() {
  local trust=()
  [[ -z ${AVIARY_ACME_CA_FILE:-} ]] || trust=(--cacert "$AVIARY_ACME_CA_FILE")
  curl --silent --fail --location --max-time 10 "${trust[@]}" --output /dev/null "$(certificates_directory)"
}

# certificates_addresses HOST: those that its name leads to, one a line.
certificates_addresses() { getent ahosts "$1" | awk '{ print $1 }' | sort -u; }

# Those of this machine that others may reach.
certificates_own_addresses() { ip -o addr show scope global | awk '{ sub("/.*", "", $4); print $4 }' | sort -u; }

# A machine behind a router, or in most clouds, does not know the address that the world has for it.
certificates_is_translated() {
  ! certificates_own_addresses | grep -qvE '^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.|100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.|f[cd]|fe80:)'
}

# certificates_leads_here HOST: does each address of the name belong to this machine? An authority may take any of them.
certificates_leads_here() {
  [[ -n $(certificates_addresses "$1") ]] &&
    [[ -z $(comm -23 <(certificates_addresses "$1") <(certificates_own_addresses)) ]]
}

# certificates_port_leads_to_balancer HOST: every answer of the balancer names its request.
certificates_port_leads_to_balancer() {
  curl --silent --max-time 5 --head --resolve "$1:80:127.0.0.1" "http://$1/.well-known/acme-challenge/doctor" |
    grep -qi '^x-request-id:'
}

# shellcheck shell=bash
# Calls to the services of the instance.

# http METHOD PORT PATH [JSON]: sets HTTP_STATUS (000: no answer) and HTTP_BODY. HTTP_ACCEPT asks for another form.
http() {
  local answer body=()
  [[ -z ${4:-} ]] || body=(--header 'Content-Type: application/json' --data-binary @-)
  # Token and body go through file descriptors: arguments can be read by every user of the machine.
  answer=$(curl --silent --max-time 20 --request "$1" --header "Accept: ${HTTP_ACCEPT:-application/json}" \
    --config <(echo "header = \"Authorization: Bearer $AVIARY_ADMIN_TOKEN\"") \
    "${body[@]}" --write-out '\n%{http_code}' "http://127.0.0.1:$2$3" <<<"${4:-}") || true
  HTTP_STATUS=${answer##*$'\n'}
  HTTP_BODY=${answer%$'\n'*}
}

# The explanation in a problem document, else what was answered.
http_problem() { jq -r '.detail // .title // .' <<<"$HTTP_BODY" 2>/dev/null || echo "${HTTP_BODY:-no answer}"; }

# http_refused WHAT: ends the script with the last answer.
http_refused() {
  fail "Aviary refuses $1." "$HTTP_STATUS: $(http_problem)" "remove the cause and run deploy/up again"
}

http_up() { curl --silent --fail --max-time 3 --output /dev/null "http://127.0.0.1:$1/health"; }

# shellcheck shell=bash
# Deploying a branch through the builder's admin API, and following it to its end.

DEPLOYMENT_SECONDS=600

# deployment_run APP BRANCH: returns 0 when it is live, 1 when it is withdrawn; any other end ends the script.
deployment_run() {
  local id
  http POST "$AVIARY_BUILDER_ADMIN_PORT" /deployments "$(jq -n --arg app "$1" --arg branch "$2" '$ARGS.named')"
  case $HTTP_STATUS in
    200 | 201 | 202) ;;
    409)
      say "$1 $2: $(http_problem)"
      return 1
      ;;
    *) http_refused "to deploy $2 of $1" ;;
  esac
  id=$(jq -r .id <<<"$HTTP_BODY")
  wait_until "$DEPLOYMENT_SECONDS" "$1 $2: the deployment ended" deployment_ended "$id" ||
    deployment_failed "$1 $2" "$id"
  case $(deployment_state) in
    live) say "$1 $2: live" ;;
    withdrawn)
      say "$1 $2: withdrawn"
      return 1
      ;;
    *) deployment_failed "$1 $2" "$id" ;;
  esac
}

deployment_ended() {
  http GET "$AVIARY_BUILDER_ADMIN_PORT" "/deployments/$1"
  case $(deployment_state) in
    queued | building | starting | '') return 1 ;;
  esac
}

deployment_state() { jq -r '.status.state // ""' <<<"$HTTP_BODY" 2>/dev/null || true; }

deployment_failed() {
  local why
  why=$(jq -r '.status | [.state, .stage, .reason, .by] | map(values) | join(": ")' <<<"$HTTP_BODY" 2>/dev/null) ||
    why="the builder does not answer"
  HTTP_ACCEPT=text/plain http GET "$AVIARY_BUILDER_ADMIN_PORT" "/deployments/$2/log"
  tail -n 25 <<<"$HTTP_BODY" | sed 's/^/   | /' >&2
  fail "$1 did not go live." "$why" "the log above is GET /deployments/$2/log on port $AVIARY_BUILDER_ADMIN_PORT"
}

# shellcheck shell=bash
# The sample app: laid out as a git repository, registered with its flag, both branches deployed.

SAMPLE=flask-app
SAMPLE_REPOSITORY=file:///srv/git/$SAMPLE.git

sample_lay_out() {
  install -d -m 755 "$AVIARY_STATE/git"
  [[ ${AVIARY_SAMPLE:-1} == 0 ]] || "$ROOT/examples/$SAMPLE/lay-out" "$AVIARY_STATE/git/$SAMPLE.git" >/dev/null
}

sample_deploy() {
  local repository
  [[ ${AVIARY_SAMPLE:-1} != 0 ]] || return 0
  section "Deploying the sample app"
  sample_register
  if [[ $repository == "$SAMPLE_REPOSITORY" ]]; then
    sample_flag
    sample_branch master
    sample_branch canary
  else
    say "$SAMPLE comes from $repository: the sample app is not deployed over it"
  fi
}

# Sets `repository`. What the owner has set for the app since it was registered stays, unless aviary.env has changed since.
sample_register() {
  local present='{}' settings spec
  sample_look
  case $HTTP_STATUS in
    200) present=$(jq '.spec | del(.index)' <<<"$HTTP_BODY") ;;
    404) sample_forget ;;
    *) http_refused "a look at the sample app" ;;
  esac
  settings=$(sample_news)
  # What may hold a key is no argument.
  spec=$(jq -s --arg name "$SAMPLE" --arg repository "$SAMPLE_REPOSITORY" \
    '{$name, $repository} * .[0] * .[1]' <<<"$present $settings")
  repository=$(jq -r .repository <<<"$spec")
  if ! jq -s --exit-status '.[0] == .[1]' <<<"$spec $present" >/dev/null; then
    http PUT "$AVIARY_BUILDER_ADMIN_PORT" "/apps/$SAMPLE" "$spec"
    [[ $HTTP_STATUS == 2?? ]] || http_refused "the sample app"
    [[ $present == '{}' ]] || say "$SAMPLE: changes in aviary.env take effect with its next deployment"
  fi
  sample_hash >"$AVIARY_STATE/sample-settings"
}

# One that is being removed takes no settings: it is waited for.
sample_look() {
  http GET "$AVIARY_BUILDER_ADMIN_PORT" "/apps/$SAMPLE"
  [[ $(jq -r '.rollout.state // ""' <<<"$HTTP_BODY" 2>/dev/null) == removing ]] || return 0
  wait_until 120 "$SAMPLE is removed" sample_removed || fail "$SAMPLE is still being removed." \
    "$(jq -r .next <<<"$HTTP_BODY")" "run deploy/up again when GET /apps/$SAMPLE answers 404"
}

sample_removed() {
  http GET "$AVIARY_BUILDER_ADMIN_PORT" "/apps/$SAMPLE"
  [[ $HTTP_STATUS == 404 ]]
}

# What was deployed is gone with the app.
sample_forget() {
  [[ ! -e $AVIARY_STATE/sample-master ]] ||
    say "$SAMPLE was removed and is added again; AVIARY_SAMPLE=0 in $AVIARY_INSTANCE.env leaves it out"
  rm -f "$AVIARY_STATE"/sample-{master,canary,settings}
}

# The owner's settings for the sample.
sample_settings() {
  key=${PICTURES_KEY:-} jq -n --arg slug "${SAMPLE_SLUG:-}" --arg url "${PICTURES_URL:-}" '{
      $slug, env: {PICTURES_URL: $url, PICTURES_KEY: env.key}
    } | walk(if type == "object" then map_values(select(. != "" and . != {})) else . end)'
}

# Those of them that the app has not been given yet.
sample_news() {
  if [[ $(sample_hash) == "$(cat "$AVIARY_STATE/sample-settings" 2>/dev/null)" ]]; then
    echo '{}'
  else
    sample_settings
  fi
}

# They may hold a key.
sample_hash() { sample_settings | sha256sum | cut -c 1-64; }

# Off, and for the canary alone: to switch it on is to try what burns on no other release. What is there stays.
sample_flag() {
  http GET "$AVIARY_FLAG_PORT" /flags/siege_feature
  if [[ $HTTP_STATUS == 200 ]]; then
    jq -e '[.. | objects | has("targeting")] | any' <<<"$HTTP_BODY" >/dev/null ||
      say "siege_feature has no rule: switched on, it is on for every release. Delete it, and deploy/up makes it anew."
    return 0
  fi
  [[ $HTTP_STATUS == 404 ]] || http_refused "a look at siege_feature"
  http PUT "$AVIARY_FLAG_PORT" '/flags/siege_feature?by=deploy&reason=the%20sample%20app' "$(jq -n '{
    state: "DISABLED", variants: {on: true, off: false}, defaultVariant: "off",
    targeting: {"if": [{"==": [{var: "aviary.track"}, "canary"]}, "on", "off"]},
    aviary: {description: "keeps a CPU of the canary busy", tags: ["permanent"]}
  }')"
  [[ $HTTP_STATUS == 2?? ]] || http_refused "the flag siege_feature"
}

# Once per commit: a branch that has not moved stays with what was promoted, rolled back or withdrawn since.
sample_branch() {
  local branch=$1 mark=$AVIARY_STATE/sample-$1 tip
  tip=$(git --git-dir "$AVIARY_STATE/git/$SAMPLE.git" rev-parse "$branch")
  if [[ $tip == "$(cat "$mark" 2>/dev/null)" ]]; then
    say "$SAMPLE $branch: nothing new since it was deployed"
  elif deployment_run "$SAMPLE" "$branch"; then
    echo "$tip" >"$mark"
  fi
}

# What is told with the sample app is not done to an app of the owner's.
sample_only() {
  http GET "$AVIARY_BUILDER_ADMIN_PORT" "/apps/$SAMPLE"
  local from
  from=$(jq -r '.spec.repository // ""' <<<"$HTTP_BODY" 2>/dev/null) || return 0
  [[ $HTTP_STATUS != 200 || $from == "$SAMPLE_REPOSITORY" ]] || fail "$SAMPLE is no longer the sample app." \
    "its repository is $from" "put AVIARY_INSTANCE=demo AVIARY_PORT_OFFSET=1000 before deploy/up and deploy/demo"
}

# What visitors are answered, in a line.
sample_answers() {
  if [[ ${AVIARY_SAMPLE:-1} == 0 ]]; then
    echo "the apps that you register: PUT /apps/<name> on port $AVIARY_BUILDER_ADMIN_PORT"
    return
  fi
  http GET "$AVIARY_BUILDER_ADMIN_PORT" "/apps/$SAMPLE"
  [[ $HTTP_STATUS == 200 ]] || HTTP_BODY='{}'
  jq -r '(.rollout.base // .rollout) as $now
    | if $now.stable == null then "the app, as soon as a stable release runs"
      elif $now.state != "trying" or $now.live != true then "the app: no canary is live, every answer is stable\u0027s"
      elif .split.canaryPercent == 33 then "the app: of three answers, two are stable\u0027s and one is the canary\u0027s"
      else "the app: \(.split.canaryPercent) % of the answers are the canary\u0027s"
      end' <<<"$HTTP_BODY"
}

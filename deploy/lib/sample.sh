# shellcheck shell=bash
# The sample app: laid out as a git repository, registered with its flag, both branches deployed.

SAMPLE=flask-app

sample_lay_out() {
  install -d -m 755 "$AVIARY_STATE/git"
  [[ ${AVIARY_SAMPLE:-1} == 0 ]] || "$ROOT/examples/$SAMPLE/lay-out" "$AVIARY_STATE/git/$SAMPLE.git" >/dev/null
}

sample_deploy() {
  [[ ${AVIARY_SAMPLE:-1} != 0 ]] || return 0
  section "Deploying the sample app"
  sample_register
  sample_flag
  sample_branch master
  sample_branch canary
}

# What the owner has set for the app since it was registered stays.
sample_register() {
  local spec present='{}'
  http GET "$AVIARY_BUILDER_ADMIN_PORT" "/apps/$SAMPLE"
  [[ $HTTP_STATUS != 200 ]] || present=$(jq .spec <<<"$HTTP_BODY")
  spec=$(jq --argjson sample "$(sample_spec)" '(. * $sample) | del(.index)' <<<"$present")
  [[ $spec != "$(jq 'del(.index)' <<<"$present")" ]] || return 0
  http PUT "$AVIARY_BUILDER_ADMIN_PORT" "/apps/$SAMPLE" "$spec"
  [[ $HTTP_STATUS == 2?? ]] || http_refused "the sample app"
}

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

sample_spec() {
  jq -n --arg name "$SAMPLE" --arg slug "${SAMPLE_SLUG:-}" \
    --arg url "${PICTURES_URL:-}" --arg key "${PICTURES_KEY:-}" '{
      name: $name,
      repository: "file:///srv/git/\($name).git",
      slug: $slug,
      env: {PICTURES_URL: $url, PICTURES_KEY: $key}
    } | walk(if type == "object" then map_values(select(. != "" and . != {})) else . end)'
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

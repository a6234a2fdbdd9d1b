# shellcheck shell=bash
# What deploy/up does with the sample app, beside a builder that keeps one app in a file.

AVIARY_BUILDER_ADMIN_PORT=42001
AVIARY_FLAG_PORT=5004
AVIARY_INSTANCE=aviary
OWN=https://git.example/you/flask-app.git

http() {
  local app=$WORK/app.json
  HTTP_BODY=
  case "$1 $3" in
    'GET /apps/flask-app')
      HTTP_STATUS=$(cat "$WORK/status" 2>/dev/null || { [[ -e $app ]] && echo 200; } || echo 404)
      [[ $HTTP_STATUS != 200 ]] || HTTP_BODY=$(<"$app")
      ! grep -qs removing "$app" || rm "$app"
      ;;
    'PUT /apps/flask-app')
      HTTP_STATUS=200
      note "PUT $(jq -c . <<<"$4")"
      jq '{spec: (. + {index: 0}), rollout: {state: "empty"}}' <<<"$4" >"$app"
      ;;
    *) HTTP_STATUS=200 HTTP_BODY='{"targeting": {}}' ;;
  esac
}

deployment_run() {
  note "deployed $2"
  return "$(cat "$WORK/outcome" 2>/dev/null || echo 0)"
}

up() {
  sample_lay_out
  rm -f "$WORK/notes"
  sample_deploy
}

# owner JQ-FILTER: somebody else changes what the builder knows of the app.
owner() { jq "$1" "$WORK/app.json" >"$WORK/changed" && mv "$WORK/changed" "$WORK/app.json"; }

# The source that a pull brings is another than the one that was laid out.
pull() { git --git-dir "$AVIARY_STATE/git/flask-app.git" branch --force master canary; }

test_the_first_up_registers_the_sample_and_deploys_both_branches() {
  up
  equals 'PUT {"name":"flask-app","repository":"file:///srv/git/flask-app.git"}
deployed master
deployed canary' "$(noted)"
}

test_a_second_up_changes_nothing() {
  up
  says 'flask-app canary: nothing new' "$(up)"
  equals '' "$(noted)"
}

test_a_branch_that_moved_is_deployed_alone() {
  up
  pull
  up
  equals 'deployed master' "$(noted)"
}

test_the_owners_repository_stays_and_no_sample_is_deployed_over_it() {
  local said
  up
  owner ".spec.repository = \"$OWN\""
  pull
  said=$(up)
  says "flask-app comes from $OWN" "$said"
  equals '' "$(noted)"
}

test_a_pull_that_registers_anything_keeps_the_owners_repository() {
  up
  owner ".spec.repository = \"$OWN\" | .spec.hosts = [\"you.example\"]"
  SAMPLE_SLUG=you/flask-app
  up
  equals "PUT {\"name\":\"flask-app\",\"repository\":\"$OWN\",\"hosts\":[\"you.example\"],\"slug\":\"you/flask-app\"}" "$(noted)"
}

test_what_changes_in_the_settings_file_reaches_the_app_once() {
  PICTURES_URL=https://pictures.example/one
  up
  PICTURES_URL=https://pictures.example/two
  says 'with its next deployment' "$(up)"
  says '"PICTURES_URL":"https://pictures.example/two"' "$(noted)"
  owner '.spec.env.PICTURES_URL = "https://pictures.example/of-the-owner"'
  up
  equals '' "$(noted)"
}

test_no_key_lies_in_the_mark() {
  # shellcheck disable=SC2034  # read by deploy/lib/sample.sh
  PICTURES_KEY=a-secret
  up
  ! grep -r a-secret "$AVIARY_STATE"/sample-*
}

test_a_sample_that_was_removed_is_deployed_again() {
  local said
  up
  rm "$WORK/app.json"
  said=$(up)
  says 'flask-app was removed and is added again; AVIARY_SAMPLE=0' "$said"
  says 'deployed master
deployed canary' "$(noted)"
}

test_a_sample_that_is_being_removed_is_waited_for() {
  up
  owner '.rollout.state = "removing"'
  up
  says 'deployed master
deployed canary' "$(noted)"
}

test_a_builder_that_cannot_say_is_no_reason_to_register_anew() {
  up
  echo 503 >"$WORK/status"
  says '503' "$(refused up)"
  equals '' "$(noted)"
}

test_a_withdrawn_canary_is_tried_again_by_the_next_up() {
  up
  pull
  echo 1 >"$WORK/outcome"
  up
  up
  equals 'deployed master' "$(noted)"
}

test_without_the_sample_nothing_is_asked() {
  AVIARY_SAMPLE=0
  up
  equals '' "$(noted)"
  says 'the apps that you register' "$(sample_answers)"
}

test_what_up_says_of_the_answers_is_what_runs() {
  local placement='{deployment: "d"}'
  up
  equals 'the app, as soon as a stable release runs' "$(sample_answers)"
  owner ".rollout = {state: \"steady\", stable: $placement}"
  equals "the app: no canary is live, every answer is stable's" "$(sample_answers)"
  owner ".rollout = {state: \"trying\", live: true, stable: $placement, canary: $placement} | .split.canaryPercent = 33"
  equals "the app: of three answers, two are stable's and one is the canary's" "$(sample_answers)"
  owner '.split.canaryPercent = 10'
  equals "the app: 10 % of the answers are the canary's" "$(sample_answers)"
  owner '.rollout = {state: "promoting", base: .rollout, next: {}}'
  equals "the app: 10 % of the answers are the canary's" "$(sample_answers)"
  owner '.rollout = .rollout.base * {state: "withdrawn"}'
  equals "the app: no canary is live, every answer is stable's" "$(sample_answers)"
  echo 503 >"$WORK/status"
  equals 'the app, as soon as a stable release runs' "$(sample_answers)"
}

test_the_demo_is_not_played_on_an_app_of_the_owners() {
  up
  sample_only
  owner ".spec.repository = \"$OWN\""
  says "its repository is $OWN" "$(refused sample_only)"
  echo 000 >"$WORK/status"
  sample_only
}

# shellcheck shell=bash
# A lab with the stack of these sources, an app on it, and requests to it: for scripts that try or measure a swarm. These name
# themselves in LAB_SCRIPT, pass `node COMMAND...` to lab_node, and set RATE.

APP=lab-app
HOST=lab-app.test
NODES=3
# The node that is asked.
DESK=node1

# lab_node COMMAND...: on a node, where the services' ports are. The first start of the stack makes the secrets.
lab_node() {
  instance_define
  [[ ! -e $AVIARY_STATE/secrets.env ]] || secrets_known
  "$@"
}

# The lab of this run, on narrow cables, with its stack and an instance of its own, unless one stands: that stays. Sets WORK, and removes what is its own at the end.
lab_ready() {
  AVIARY_LAB_MTU=${AVIARY_LAB_MTU:-1400}
  lab_define
  WORK=$(mktemp -d -t aviary-lab-XXXXXX)
  trap lab_leave EXIT
  [[ -n $(lab_nodes) ]] || lab_with_stack
  instance_define
  [[ $(asked GET /health) == 200* ]] || fail "No builder answers on node1." "the lab has no stack" "deploy/swarm/lab on node1 deploy/swarm/up"
}

lab_with_stack() {
  local node images image name
  export AVIARY_INSTANCE=lab
  instance_define
  rm -rf "$AVIARY_STATE"
  OWN_LAB=yes
  section "A lab of $NODES nodes"
  side_by_side images_base java_build
  images_swarm
  images_services
  # By their ids from here on: another checkout of these sources may build its own meanwhile.
  mapfile -t images < <(swarm_image_names)
  lab_up "$NODES"
  lab_images debian:trixie-slim python-base aviary/java-base "${images[@]}"
  for node in $(lab_nodes); do
    for image in "${images[@]}"; do
      name=${image%:*}
      lab_docker "$node" tag "$image" "$(swarm_image_name "${name#aviary/}")"
    done
  done
  lab_on node1 "$ROOT/deploy/swarm/up"
}

# What was seen stays when the run failed: what the containers said, too.
lab_leave() {
  local status=$?
  trap - EXIT
  jobs -p | xargs --no-run-if-empty kill 2>/dev/null || true
  touch "$WORK/ends"
  ((status == 0)) || lab_evidence || true
  if [[ -n ${OWN_LAB:-} ]]; then
    lab_down || status=1
    rm -rf "$AVIARY_STATE"
  fi
  if ((status == 0)); then rm -rf "$WORK"; else say "What was seen is in $WORK"; fi
  exit "$status"
}

# The logs of all containers of the nodes that run.
lab_evidence() {
  local node container
  for node in $(lab_nodes); do
    lab_runs "$node" || continue
    lab_docker "$node" node ls >"$WORK/$node.nodes" 2>&1 || true
    for container in $(lab_docker "$node" ps --all --format '{{.Names}}'); do
      lab_docker "$node" logs --timestamps "$container" >"$WORK/$node.${container%.*}.log" 2>&1 || true
    done
  done
}

# on NODE COMMAND...: a function of these scripts, on that node.
on() { lab_on "$1" "$LAB_SCRIPT" node "${@:2}"; }

# call METHOD PORT PATH [BODY]: on a node; prints the status and the body.
call() {
  http "$@"
  echo "$HTTP_STATUS $HTTP_BODY"
}

# asked METHOD PATH [BODY]: of a builder, at the desk.
asked() { on "$DESK" call "$1" "$AVIARY_BUILDER_ADMIN_PORT" "${@:2}"; }

# told FILTER: of the app, by jq.
told() { asked GET "/apps/$APP" | cut -d ' ' -f 2- | jq -r "$1"; }

has() { [[ $(told "$1") == "$2" ]]; }

# own_health ROLE: on a node, what its own service of that role says.
own_health() {
  local container
  container=$(docker ps --quiet --filter "label=dev.aviary.instance=$AVIARY_INSTANCE" --filter "label=dev.aviary.role=$1" | head -n 1)
  nsenter --net --target "$(docker inspect --format '{{.State.Pid}}' "$container")" curl --silent --max-time 3 \
    "http://$(docker inspect --format '{{(index .NetworkSettings.Networks "'"$AVIARY_INSTANCE"'_control").IPAddress}}' "$container"):$(services_port "$1")/health"
}

# who builder|monitor: the nodes whose own service says that it leads, or judges.
who() {
  local node filter=.details.leadership.details.leads
  [[ $1 == builder ]] || filter=.details.nodes.details.judges
  for node in $(nodes_up); do
    [[ $(on "$node" own_health "$1" 2>/dev/null | jq -r "$filter" 2>/dev/null) != true ]] || echo "$node"
  done
}

# one builder|monitor
one() { [[ $(who "$1" | wc -l) == 1 ]]; }

# primaries: the nodes whose Redis says that it is the primary.
primaries() {
  local node
  for node in $(nodes_up); do
    [[ $(on "$node" redis_admin ROLE 2>/dev/null | head -n 1) != master ]] || echo "$node"
  done
}

nodes_up() {
  local node
  for node in $(lab_nodes); do
    ! lab_runs "$node" || echo "$node"
  done
}

nodes_but() { lab_nodes | grep -v "^$1$"; }

managers_leader() { lab_docker "$DESK" node ls --format '{{.Hostname}} {{.ManagerStatus}}' | awk '$2 == "Leader" { print $1 }'; }

# must SECONDS WHAT COMMAND...
must() { wait_until "$@" || fail "Not within $1 s: $2." "" "deploy/swarm/lab on $DESK docker service ls"; }

# One of each, all three Redis together, and no balancer that is waited for.
lab_whole() {
  [[ $(who builder) == node1 && $(who monitor | wc -l) == 1 && $(primaries | wc -l) == 1 ]] &&
    [[ $(on "$DESK" swarm_redis_primary INFO replication | tr -d '\r' | grep -c '^slave[0-9].*state=online') -ge 2 ]] &&
    [[ $(on "$DESK" swarm_redis_primary SCARD '{aviary}:balancers') == "$NODES" ]] && on node1 swarm_complete
}

# app_source FOLDER: answers GET with nothing, or with as many bytes as its path says, and POST with the SHA-256 of what came.
app_source() {
  cat >"$1/app.py" <<'END'
import hashlib, http.server, signal, threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        size = self.path[1:]
        self.answer(b"0123456789" * (int(size) // 10 if size.isdigit() else 0))

    def do_POST(self):
        left, digest = int(self.headers["Content-Length"]), hashlib.sha256()
        while left > 0:
            part = self.rfile.read(min(left, 65536))
            digest.update(part)
            left -= len(part)
        self.answer(digest.hexdigest().encode())

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("0.0.0.0", 8000), Handler)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever()
END
  printf 'FROM python-base\nCOPY . /app/\nUSER 1234\nEXPOSE 8000\nENTRYPOINT ["python3", "/app/app.py"]\n' >"$1/Dockerfile"
}

app_lay_out() {
  SOURCE=$WORK/source
  mkdir -p "$SOURCE" "$AVIARY_STATE/git"
  git -C "$SOURCE" init --quiet --initial-branch master
  app_source "$SOURCE"
  rm -rf "$AVIARY_STATE/git/$APP.git"
  git init --quiet --bare --initial-branch master "$AVIARY_STATE/git/$APP.git"
  app_pushed master
  [[ $(asked PUT "/apps/$APP" "$(jq -n --arg name "$APP" --arg host "$HOST" \
    '{$name, repository: "file:///srv/git/\($name).git", hosts: [$host]}')") == 200* ]] || fail "The app is refused." "$(asked GET "/apps/$APP")" ""
}

# app_pushed BRANCH: another commit.
app_pushed() {
  git -C "$SOURCE" checkout --quiet -B "$1"
  echo "$1" >>"$SOURCE/marks"
  git -C "$SOURCE" add .
  git -C "$SOURCE" -c user.name=lab -c user.email=lab@localhost commit --quiet --message "$1"
  git -C "$SOURCE" push --quiet --force "$AVIARY_STATE/git/$APP.git" "$1"
}

# app_deploy BRANCH: its newest commit, which is not waited for.
app_deploy() {
  [[ $1 == master ]] || app_pushed "$1"
  asked POST /deployments "$(jq -n --arg app "$APP" --arg branch "$1" '$ARGS.named')" >"$WORK/answer"
  [[ $(<"$WORK/answer") == 202* ]] || fail "The deployment of $1 is refused." "$(<"$WORK/answer")" ""
}

app_deployed() {
  app_deploy "$1"
  must 180 "$1 is live" app_is_live "$1"
}

app_is_live() { has '[.deployments[] | select(.branch == "'"$1"'")][0].status.state' live; }

# app_ordered VERB BODY
app_ordered() {
  asked POST "/apps/$APP/$1" "$2" >"$WORK/answer"
  [[ $(<"$WORK/answer") == 202* ]] || fail "It is refused: $1." "$(<"$WORK/answer")" ""
}

# requests NODES: in the background, until requests_end.
requests() {
  local node addresses=()
  for node in $1; do
    addresses+=("$(lab_address "$node"):$AVIARY_PUBLIC_PORT")
  done
  (exec nsenter --net="$(lab_net_file client)" "$ROOT/deploy/tests/steady-requests" "$HOST" "$RATE" 600 "${addresses[@]}") >"$WORK/requests" &
  REQUESTS=$!
}

# requests_end WHAT: sets FAILED.
requests_end() {
  local count longest
  # What is under way when it is done counts too.
  sleep 2
  kill "$REQUESTS"
  wait "$REQUESTS"
  REQUESTS=
  read -r count FAILED longest <"$WORK/requests"
  say "$1: $count requests, $FAILED failed, the longest took $longest ms"
}

# since MOMENT: in whole seconds.
since() { awk -v now="$EPOCHREALTIME" -v then="$1" 'BEGIN { printf "%d\n", now - then }'; }

# shellcheck shell=bash
# The Docker engine of this machine: installed and started where it is not.

ENGINE_LOG=/var/log/aviary-dockerd.log
ENGINE_PID=/var/run/docker.pid
ENGINE_SETTINGS=/etc/docker/daemon.json

# This folder is there where systemd is the init process (sd_booted(3)).
SYSTEMD=/run/systemd/system

# Afterwards `docker` answers, and docker-compose and debootstrap are there.
engine_ready() {
  local ours=
  engine_answers || command -v dockerd >/dev/null || ours=yes
  engine_install
  [[ -z $ours ]] || engine_keep_containers_alive
  engine_answers || engine_start
  compose_ready
}

engine_answers() { docker info >/dev/null 2>&1; }

# engine_speaks VERSION: is the engine's API of this version, or a newer one?
engine_speaks() {
  local version
  version=$(docker version --format '{{.Server.APIVersion}}' 2>/dev/null) || return 1
  [[ $(printf '%s\n' "$1" "$version" | sort -V | head -n 1) == "$1" ]]
}

# By command, not by package: Docker may have come from elsewhere. From Debian 13 on its client is a package of its own.
engine_install() {
  engine_answers || needs dockerd docker.io
  engine_answers || needs iptables iptables
  needs docker docker-cli
  needs debootstrap debootstrap
}

# An engine that we installed lets containers run on while the daemon restarts; one that was here keeps its settings.
engine_keep_containers_alive() {
  [[ ! -e $ENGINE_SETTINGS ]] && ! engine_in_swarm || return 0
  as_root mkdir -p "${ENGINE_SETTINGS%/*}"
  echo '{ "live-restore": true }' | as_root tee "$ENGINE_SETTINGS" >/dev/null
  ! engine_answers || as_root kill -HUP "$(<"$ENGINE_PID")"
}

engine_in_swarm() { as_root test -e /var/lib/docker/swarm/docker-state.json; }

engine_start() {
  local log=$ENGINE_LOG
  say "Starting the Docker daemon"
  if [[ -d $SYSTEMD ]]; then
    log="journalctl -u docker"
    as_root systemctl enable --now docker || engine_failed "$log"
  else
    engine_forget_stale_pid
    engine_spawn
  fi
  wait_until 60 "the daemon answers" engine_answers || engine_failed "$log"
}

# Without systemd. The daemon is a session of its own, so it outlives this script and its terminal.
engine_spawn() {
  local flags=()
  [[ -e $ENGINE_SETTINGS ]] || engine_in_swarm || flags=(--live-restore)
  as_root setsid --fork nohup dockerd "${flags[@]}" >>"$ENGINE_LOG" 2>&1 </dev/null
}

# A daemon that was killed leaves its pid file, and the next one refuses to start when that number lives again.
engine_forget_stale_pid() {
  local pid
  pid=$(cat "$ENGINE_PID" 2>/dev/null) || return 0
  [[ $(cat "/proc/$pid/comm" 2>/dev/null) == dockerd ]] || as_root rm -f "$ENGINE_PID"
}

engine_failed() {
  [[ ! -r $ENGINE_LOG ]] || last_lines "$ENGINE_LOG"
  if [[ -S /var/run/docker.sock && ! -w /var/run/docker.sock ]]; then
    fail "Docker refuses this user." "/var/run/docker.sock is not writable for $(id -un)" \
      "run this as root, or: sudo usermod -aG docker $(id -un), and log in again"
  fi
  fail "The Docker daemon does not answer." "$(docker info 2>&1 | tail -n 1)" \
    "read $1; a container without privileges or a kernel without overlayfs and iptables cannot run Docker"
}

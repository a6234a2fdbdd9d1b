# shellcheck shell=bash
# The users of the instance's two Redis: the services', and the apps', which follows it.

# Debian's redis-sentinel, for tests; the package starts one as a service.
redis_sentinel_ready() {
  command -v redis-sentinel >/dev/null && return
  packages_install redis-sentinel
  [[ ! -d $SYSTEMD ]] || as_root systemctl disable --now redis-sentinel
}

# Writes the ACL files from deploy/redis; a Redis that runs is told when its file changed.
redis_users() {
  install -d -m 755 "$AVIARY_STATE/redis"
  ! redis_acl users || redis_take_users
  ! redis_acl app-users || redis_admin_of app-redis ACL LOAD >/dev/null 2>&1 || true
}

# The same for a swarm, whose Redis get them as secrets, and start anew when these change.
redis_users_written() {
  install -d -m 755 "$AVIARY_STATE/redis"
  redis_acl users || true
  redis_acl app-users || true
}

# As start-redis does when the data is loaded. One that does not run takes its users when it starts.
redis_take_users() {
  local container
  container=$(redis_container redis)
  [[ -n $container ]] && redis_admin PING >/dev/null 2>&1 || return 0
  docker exec "$container" cp /etc/aviary-redis/users.acl /run/redis-users/users.acl
  redis_admin ACL LOAD >/dev/null
}

# redis_acl NAME: writes NAME.acl of the instance. Returns 1 where nothing changed.
redis_acl() {
  local file=$AVIARY_STATE/redis/$1.acl made
  made=$(redis_acl_text "$ROOT/deploy/redis/$1.acl")
  [[ $made != "$(cat "$file" 2>/dev/null)" ]] || return 1
  # Redis runs as another user; the file holds hashes of random passwords.
  (umask 022 && echo "$made" >"$file")
}

redis_acl_text() {
  local user name
  sed -e '/^#/d' -e '/^$/d' "$1" |
    sed -e ':join' -e '$!N' -e 's/\n  */ /' -e 'tjoin' -e 'P' -e 'D' |
    sed -f <(for user in admin builder balancer monitor flag sentinel replica; do
      name=REDIS_${user^^}_PASSWORD
      echo "s/@$user@/$(printf %s "${!name}" | secrets_hash)/"
    done)
}

# redis_admin COMMAND...: asks the services' Redis as its administrator.
redis_admin() { redis_admin_of redis "$@"; }

# redis_admin_of ROLE COMMAND...
redis_admin_of() {
  local container
  container=$(redis_container "$1")
  [[ -n $container ]] && REDISCLI_AUTH=$REDIS_ADMIN_PASSWORD docker exec -e REDISCLI_AUTH "$container" \
    redis-cli --no-auth-warning --user admin "${@:2}"
}

# redis_container ROLE: the one that runs.
redis_container() {
  docker ps -q --filter "label=dev.aviary.instance=$AVIARY_INSTANCE" --filter "label=dev.aviary.role=$1"
}

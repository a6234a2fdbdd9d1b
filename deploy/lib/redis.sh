# shellcheck shell=bash
# The users of the instance's Redis.

# Writes the ACL file from deploy/redis/users.acl; a running Redis is told when it changed.
redis_users() {
  local file=$AVIARY_STATE/redis/users.acl made
  install -d -m 755 "${file%/*}"
  made=$(redis_acl)
  [[ $made != "$(cat "$file" 2>/dev/null)" ]] || return 0
  # Redis runs as another user; the file holds hashes of random passwords.
  (umask 022 && echo "$made" >"$file")
  ! redis_admin PING >/dev/null 2>&1 || redis_take_users
}

# As start-redis does when the data is loaded.
redis_take_users() {
  docker exec "$(redis_container)" cp /etc/aviary-redis/users.acl /run/redis-users/users.acl
  redis_admin ACL LOAD >/dev/null
}

redis_acl() {
  local user name
  sed -e '/^#/d' -e '/^$/d' "$ROOT/deploy/redis/users.acl" |
    sed -e ':join' -e '$!N' -e 's/\n  */ /' -e 'tjoin' -e 'P' -e 'D' |
    sed -f <(for user in admin builder balancer monitor flag; do
      name=REDIS_${user^^}_PASSWORD
      echo "s/@$user@/$(printf %s "${!name}" | sha256sum | cut -c 1-64)/"
    done)
}

# redis_admin COMMAND...: asks the instance's Redis as its administrator.
redis_admin() {
  local container
  container=$(redis_container)
  [[ -n $container ]] && REDISCLI_AUTH=$REDIS_ADMIN_PASSWORD docker exec -e REDISCLI_AUTH "$container" \
    redis-cli --no-auth-warning --user admin "$@"
}

redis_container() {
  docker ps -q --filter "label=dev.aviary.instance=$AVIARY_INSTANCE" --filter label=dev.aviary.role=redis
}

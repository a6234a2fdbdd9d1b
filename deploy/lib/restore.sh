# shellcheck shell=bash
# An instance that comes back from a backup. `aviary restore` lays the parts of the backup out in a folder, AVIARY_RESTORE, and
# runs deploy/up, which takes them from there before anything starts.

# The owner's settings are read before all else.
restore_settings() {
  [[ -n ${AVIARY_RESTORE:-} && -e $AVIARY_RESTORE/settings.env ]] || return 0
  (umask 077 && cp "$AVIARY_RESTORE/settings.env" "$ROOT/$AVIARY_INSTANCE.env")
}

# Secrets, and the notes of earlier runs of deploy/up.
restore_state() {
  [[ -n ${AVIARY_RESTORE:-} ]] || return 0
  [[ ! -e $AVIARY_STATE/secrets.env ]] ||
    fail "There is an Aviary named '$AVIARY_INSTANCE' here." "a restore would mix the two" "deploy/down --purge removes it"
  mkdir -p "$AVIARY_STATE"
  chmod 700 "$AVIARY_STATE"
  (umask 077 && cp "$AVIARY_RESTORE"/state/* "$AVIARY_STATE")
}

# Volumes, as compose makes them; it makes their containers too, which compose_up starts.
restore_volumes() {
  local part name
  [[ -n ${AVIARY_RESTORE:-} ]] || return 0
  if [[ -e $AVIARY_RESTORE/images.tar ]]; then
    working "Loading the images of the releases" docker load --input "$AVIARY_RESTORE/images.tar"
  fi
  working "Making the volumes" compose up --no-start
  for part in "$AVIARY_RESTORE"/volumes/*.tar; do
    name=${AVIARY_INSTANCE}_$(basename "$part" .tar)
    working "Restoring the volume $name" restore_unpack "$part" "$name" aviary/java-base
  done
  for part in "$AVIARY_RESTORE"/app-volumes/*.tar; do
    name=$(basename "$part" .tar)
    [[ ! -e $part ]] || working "Restoring the volume $name" restore_unpack "$part" "$name" aviary/java-base
  done
  [[ ! -e $AVIARY_RESTORE/git.tar ]] ||
    working "Restoring the repositories" restore_unpack "$AVIARY_RESTORE/git.tar" "$AVIARY_STATE/git" aviary/java-base
  working "Restoring the data of Redis" restore_redis
}

# restore_unpack PART VOLUME IMAGE: into a volume or a folder, with the owners that the files had.
restore_unpack() {
  docker run --rm --interactive --network none --user 0 --volume "$2:/target" --entrypoint tar "$3" \
    -x --numeric-owner --same-permissions -C /target <"$1" ||
    fail "Cannot restore $(basename "$1")." "the message of Docker is above" "remove the cause, run deploy/down --purge, and restore again"
}

# Redis reads its append-only files and no snapshot beside them; the first of these files may be a snapshot.
restore_redis() {
  docker run --rm --interactive --network none --user 0 --volume "${AVIARY_INSTANCE}_redis-data:/data" --entrypoint sh aviary/redis -c '
    set -e
    mkdir -p /data/appendonlydir
    cat >/data/appendonlydir/appendonly.aof.1.base.rdb
    echo "file appendonly.aof.1.base.rdb seq 1 type b" >/data/appendonlydir/appendonly.aof.manifest
    chown -R redis:redis /data' <"$AVIARY_RESTORE/redis.rdb" ||
    fail "Cannot restore the data of Redis." "the message of Docker is above" "remove the cause, run deploy/down --purge, and restore again"
}

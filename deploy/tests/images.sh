# shellcheck shell=bash
# When images are made, with a docker that has what was built before and a debootstrap that makes empty folders.

# engine [REGISTRY]: with a base image; `docker pull` does as REGISTRY says: true or false.
engine() {
  echo "${1:-true}" >"$WORK/registry"
  touch "$WORK/base"
  fake docker <<'END'
case "$1 $2" in
  'image inspect')
    case $4 in
      *Id*) echo sha256:base ;;
      *Labels*) cat "$WORK/stamp-${5//\//-}" 2>/dev/null ;;
      *) [[ -e $WORK/base ]] ;;
    esac
    ;;
  pull*)
    "$(<"$WORK/registry")" || exit 1
    echo "pulled ${*: -1}" >>"$WORK/notes"
    ;;
  import*)
    cat >/dev/null
    echo "imported ${*: -1}" >>"$WORK/notes"
    ;;
  build*)
    cat >/dev/null
    [[ $* =~ --tag\ ([^ ]+)\ --label\ dev.aviary.stamp=([^ ]+) ]]
    echo "${BASH_REMATCH[2]}" >"$WORK/stamp-${BASH_REMATCH[1]//\//-}"
    [[ $* == *--no-cache* ]] && cache=no || cache=the
    echo "built ${BASH_REMATCH[1]} with $cache cache" >>"$WORK/notes"
    ;;
esac
END
}

# no_debian: a machine whose apt knows no mirror of Debian.
no_debian() {
  fake apt-get <<<':'
  fake sudo <<'END'
shift; exec "$@"
END
  fake chroot <<'END'
shift; echo "chroot $*" >>"$WORK/notes"
END
  fake debootstrap <<'END'
echo "debootstrap $2" >>"$WORK/notes"
mkdir -p "$3"/etc/{apt/apt.conf.d,dpkg/dpkg.cfg.d} "$3"/usr/share/{doc,man,info,locale} \
  "$3"/var/{lib/apt/lists,cache/apt,log}
END
}

build() { image_build "$1" debian:trixie-slim -- -C "$IMAGES/python-base" .; }

test_an_image_with_the_same_stamp_stays() {
  engine
  build one
  build one
  equals 'built one with the cache' "$(noted)"
}

test_a_refresh_builds_what_has_not_changed_without_the_cache() {
  engine
  build one
  # shellcheck disable=SC2034  # read by deploy/lib/images.sh
  IMAGES_ANEW=yes
  build one
  equals 'built one with the cache
built one with no cache' "$(noted)"
}

test_a_base_image_that_is_here_stays() {
  engine
  "$IMAGES/base" trixie
  equals '' "$(noted)"
}

test_a_refresh_pulls_the_base_image_again() {
  engine
  "$IMAGES/base" --refresh trixie
  equals 'pulled debian:trixie-slim' "$(noted)"
}

test_a_refresh_without_a_registry_makes_the_base_image_anew_with_security_updates() {
  engine false
  no_debian
  "$IMAGES/base" --refresh bookworm
  equals 'debootstrap bookworm
chroot apt-get -q update
chroot env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends upgrade
imported debian:bookworm-slim' "$(noted)"
}

test_a_refresh_of_all_asks_for_the_base_and_builds_every_image() {
  engine
  # shellcheck disable=SC2034  # read by deploy/lib/images.sh
  IMAGES_ANEW=yes
  images_base
  equals 'pulled debian:trixie-slim
built python-base with no cache
built aviary/java-base with no cache
built aviary/redis with no cache
built aviary/engine-reader with no cache
built aviary/door with no cache
built aviary/mailbox with no cache
built aviary/guard with no cache' "$(noted)"
}

test_arguments_that_nobody_knows_are_refused_with_those_that_there_are() {
  engine
  # No name of an instance: if these did get through, nothing would be started.
  export AVIARY_INSTANCE=/
  says '[--refresh|--command]' "$(refused "$ROOT/deploy/up" --refersh)"
  says '[--refresh|--command]' "$(refused "$ROOT/deploy/up" --refresh now)"
  says '[--refresh] [trixie|bookworm]' "$(refused "$IMAGES/base" --refresh sid)"
  says '[--refresh] [trixie|bookworm]' "$(refused "$IMAGES/base" trixie --refresh)"
}

# shellcheck shell=bash
# What deploy/doctor says of the mirror of Debian's packages.

# machine MIRROR COMMENT: apt's settings name that mirror of Debian, or none; COMMENT is the base image's, none: no image.
machine() {
  echo "$1" >"$WORK/mirror"
  echo "${2:-}" >"$WORK/comment"
  fake apt-get <<'END'
[[ ! -s $WORK/mirror ]] || echo "Debian $(<"$WORK/mirror")"
END
  fake docker <<'END'
[[ $1 == image ]] && [[ -n $(<"$WORK/comment") ]] && cat "$WORK/comment"
END
}

# answers ADDRESS: the one mirror that does, if any.
answers() {
  echo "${1:-none}" >"$WORK/answers"
  fake curl <<'END'
[[ ${*: -1} == "$(<"$WORK/answers")"/dists/* ]]
END
}

mirror_lines() { ("$ROOT/deploy/doctor" || true) | grep -A 1 -i debian; }

test_on_ubuntu_the_mirror_that_containers_use_is_asked() {
  machine '' 'debuerreotype 0.16'
  answers http://deb.debian.org/debian
  says "ok   the mirror of Debian's packages answers" "$(mirror_lines)"
}

test_on_debian_the_machines_own_mirror_is_asked() {
  machine http://mirror.example/debian/ 'debootstrap trixie'
  answers http://mirror.example/debian
  says "ok   the mirror of Debian's packages answers" "$(mirror_lines)"
}

test_a_mirror_that_does_not_answer_is_no_fault_once_the_base_image_was_pulled() {
  machine '' 'debuerreotype 0.16'
  answers
  says 'ok   http://deb.debian.org/debian does not answer' "$(mirror_lines)"
}

test_it_is_one_where_the_base_image_is_made_by_debootstrap() {
  machine http://mirror.example/debian 'debootstrap trixie'
  answers
  says '!!   failed' "$(mirror_lines)"
  says 'see why http://mirror.example/debian cannot be reached' "$(mirror_lines)"
}

test_it_is_one_where_there_is_no_base_image_yet() {
  machine ''
  answers
  says '!!   failed' "$(mirror_lines)"
}

test_the_document_for_scripts_says_what_the_lines_say() {
  machine http://mirror.example/debian 'debootstrap trixie'
  answers
  local lines document
  lines=$("$ROOT/deploy/doctor" || true)
  document=$("$ROOT/deploy/doctor" --json) && return 1
  equals false "$(jq .ok <<<"$document")"
  equals "$(grep -c '^   ok ' <<<"$lines")" "$(jq '[.checks[] | select(.state == "ok")] | length' <<<"$document")"
  equals "$(sed -n 's/^   !!   failed: //p' <<<"$lines")" "$(jq -r '.checks[] | select(.state == "failed").check' <<<"$document")"
  equals "$(sed -n 's/^     *do: //p' <<<"$lines")" "$(jq -r '.checks[].do | values' <<<"$document")"
  says 'This machine' "$(jq -r '.checks[0].section' <<<"$document")"
}

test_another_argument_is_refused() {
  says 'Unknown arguments' "$("$ROOT/deploy/doctor" --jason 2>&1 || true)"
}

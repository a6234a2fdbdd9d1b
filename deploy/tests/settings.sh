# shellcheck shell=bash
# docs/settings.md says of each variable in aviary.env what it does.

variables() {
  grep -oE '^#?[A-Z][A-Z0-9_]+=' "$ROOT/deploy/aviary.env.example" | tr -d '#=' | sort -u
}

test_each_variable_of_the_example_is_explained() {
  local explained
  explained=$(grep -oE '`[A-Z][A-Z0-9_]+`' "$ROOT/docs/settings.md" | tr -d '`' | sort -u)
  equals '' "$(comm -23 <(variables) <(cat <<<"$explained"))"
}

test_no_variable_is_explained_that_the_example_lacks() {
  local explained
  explained=$(grep -oE '^\| `[^|]*' "$ROOT/docs/settings.md" | grep -oE '`[A-Z][A-Z0-9_]+`' | tr -d '`' | sort -u)
  # This one names the file, so it cannot stand in it.
  equals AVIARY_INSTANCE "$(comm -13 <(variables) <(cat <<<"$explained"))"
}

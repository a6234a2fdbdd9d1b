# shellcheck shell=bash
# docs/settings.md says of each variable in aviary.env what it does.

# The backticks are those of the document.
# shellcheck disable=SC2016
explained() { grep -oE "$1" "$ROOT/docs/settings.md" | grep -oE '`[A-Z][A-Z0-9_]+`' | tr -d '`' | sort -u; }

variables() {
  grep -oE '^#?[A-Z][A-Z0-9_]+=' "$ROOT/deploy/aviary.env.example" | tr -d '#=' | sort -u
}

test_each_variable_of_the_example_is_explained() {
  equals '' "$(comm -23 <(variables) <(explained '.*'))"
}

test_no_variable_is_explained_that_the_example_lacks() {
  # This one names the file, so it cannot stand in it.
  equals AVIARY_INSTANCE "$(comm -13 <(variables) <(explained '^\| .[^|]*'))"
}

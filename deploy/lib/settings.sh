# shellcheck shell=bash
# Files of KEY=value lines: the owner's settings (deploy/aviary.env.example) and the secrets. What the environment
# already has wins.

settings_read() {
  local file=$1 line key
  [[ -e $file ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    [[ -n $line && $line != \#* ]] || continue
    [[ $line =~ ^([A-Z][A-Z0-9_]*)=(.*)$ ]] ||
      fail "Cannot read a line of $file." "it is not KEY=value: ${line%%=*}" "compare with deploy/aviary.env.example"
    key=${BASH_REMATCH[1]}
    [[ -n ${!key+set} ]] || export "$key=${BASH_REMATCH[2]}"
  done <"$file"
}

# settings_json [KEY VALUE]...: one JSON object of settings for a service. The values reach jq through standard input:
# arguments can be read by every user of the machine. Micronaut takes ${ for the begin of a placeholder: it is written as
# a placeholder that stands for ${ itself.
settings_json() {
  printf '%s\n' "$@" | jq -cRn '[inputs] | [range(0; length; 2) as $n
    | {(.[$n]): (.[$n + 1] | gsub("[$][{]"; "${aviary.none:`${`}"))}] | add'
}

# shellcheck shell=bash
# The command `aviary`: what deploy/aviary runs, and its place in the path.

CLI_LINK=${CLI_LINK:-/usr/local/bin/aviary}
# No instance has a dot in its name.
CLI_HOME=$ROOT/.aviary/cli.d

# cli_install [full]: jars, the JDK and the JVM's cache in a folder of their own, made anew when the jar or the JDK is another one.
# `full` says that the services answer: the cache then has what calls load, too.
cli_install() {
  local stamp folder
  stamp=$(cd "$ROOT/cli/target" && { sha256sum cli.jar lib/* && java_home; } | sha256sum | cut -c 1-16)
  folder=$CLI_HOME/$stamp-${1:-bare}
  if [[ ! -e $folder/made && ! -e $CLI_HOME/$stamp-full/made ]]; then
    working "Making the command aviary" cli_make "$folder"
    ln -sfn "$folder" "$CLI_HOME/current"
    find "$CLI_HOME" -mindepth 1 -maxdepth 1 -type d ! -path "$folder" -exec rm -rf {} +
  fi
  cli_link
}

# The cache is one of loaded and linked classes (JEP 483, 514), with the options of deploy/aviary. Without one, or with one that
# does not fit, a command starts as ever.
cli_make() {
  rm -rf "$1"
  mkdir -p "$1"
  cp -r "$ROOT/cli/target/cli.jar" "$ROOT/cli/target/lib" "$1"
  ln -s "$(java_home)" "$1/java"
  "$1/java/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "$ROOT/deploy/lib/UpgradeClasses.java" "$(echo "$1"/lib/picocli-*.jar)"
  "$1/java/bin/java" -XX:AOTCacheOutput="$1/aviary.aot" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -Daviary.root="$ROOT" -jar "$1/cli.jar" --train || true
  touch "$1/made"
}

# A link in the path where that can be written, else the line that makes one. A program of that name that is not ours stays.
cli_link() {
  local own=$ROOT/deploy/aviary
  if [[ $(readlink -f "$CLI_LINK") == "$own" ]]; then
    return
  elif [[ ! -e $CLI_LINK ]] && ln -sfn "$own" "$CLI_LINK" 2>/dev/null; then
    say "The command aviary is in your path: $CLI_LINK"
  else
    say "To have the command aviary in your path:  ln -s $own ~/.local/bin/aviary"
  fi
}

# With the last instance of this checkout the command goes too.
cli_remove() {
  ! compgen -G "$ROOT/.aviary/*/secrets.env" >/dev/null || return 0
  rm -rf "$CLI_HOME"
  [[ $(readlink -f "$CLI_LINK") != "$ROOT/deploy/aviary" ]] || rm -f "$CLI_LINK" 2>/dev/null || as_root rm -f "$CLI_LINK"
}

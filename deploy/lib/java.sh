# shellcheck shell=bash
# The jars of the services and of the command line.

JARS_STAMP=$ROOT/.aviary/jars.sha256

java_ready() {
  command -v mvn >/dev/null || fail "Maven is missing." "the services are built from source" "apt-get install maven"
  java_home >/dev/null || fail "JDK 25 is missing." "no JDK 25 under /usr/lib/jvm, in JAVA_HOME or on the PATH" \
    "install one, for example openjdk-25-jdk-headless where the distribution has it"
}

# Prints where the JDK 25 is. Maven itself may run on an older one: the build picks its JDK by toolchain.
java_home() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")"; do
    if grep -qs '^JAVA_VERSION="25' "$home/release"; then
      echo "$home"
      return
    fi
  done
  return 1
}

# Builds the jars when something that they are made of has changed.
java_build() {
  if [[ $(java_sources) == "$(cat "$JARS_STAMP" 2>/dev/null)" ]] && java_built; then return; fi
  java_ready
  ADVICE="read the first error above; the build fetches its libraries with Maven" \
    working "Building the services" java_package "${SERVICES[@]/%/-service}" cli
  java_remember
}

# java_package MODULE...: jars of these alone, without tests and without the checks that their sources passed before: a
# seventh of the work. Maven 3 fetches five files at once and builds one module at a time unless it is told otherwise.
java_package() {
  local IFS=,
  MAVEN_OPTS="${MAVEN_OPTS:-} -XX:+UseSerialGC -XX:TieredStopAtLevel=1" mvn -B -q -f "$ROOT/pom.xml" -T 1C \
    -Dmaven.artifact.threads=16 -Dmaven.test.skip=true -Dchecks=off -pl "$*" -am package
  # The jars stay. Maven would take these classes for done: a developer's own build compiles them, with all checks. Those of
  # other modules stay too: system tests run from theirs while they call deploy/up.
  local module
  for module in contract "$@"; do
    rm -rf "$ROOT/$module"/target/{classes,generated-sources,maven-status/maven-compiler-plugin/compile}
  done
}

# The jars are now those of the sources.
java_remember() {
  mkdir -p "${JARS_STAMP%/*}"
  java_sources >"$JARS_STAMP"
}

java_built() {
  local service
  for service in "${SERVICES[@]/%/-service}"; do
    [[ -f $ROOT/$service/target/$service.jar && -d $ROOT/$service/target/lib ]] || return 1
  done
  [[ -f $ROOT/cli/target/cli.jar && -d $ROOT/cli/target/lib ]]
}

# One hash over everything that the jars are made of.
java_sources() {
  (cd "$ROOT" && find pom.xml .mvn contract "${SERVICES[@]/%/-service}" cli \
    \( -name target -o -path '*/src/test' \) -prune -o -type f -print0 |
    sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-64)
}

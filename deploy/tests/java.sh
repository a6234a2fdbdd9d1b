# shellcheck shell=bash
# What Maven is asked to do for deploy/up.

maven() {
  fake mvn <<'END'
echo "$MAVEN_OPTS: $*" >>"$WORK/notes"
END
  # The build state of a tree of its own.
  ROOT=$WORK
  mkdir -p "$WORK"/{contract,flag-service}/target/{classes,test-classes,maven-status/maven-compiler-plugin/{compile,testCompile}}
  touch "$WORK/flag-service/target/flag-service.jar"
}

test_only_what_is_wanted_is_built_without_tests_and_checks() {
  maven
  java_package builder-service flag-service
  says '-T 1C' "$(noted)"
  says '-Dmaven.test.skip=true -Dchecks=off' "$(noted)"
  says '-pl builder-service,flag-service -am package' "$(noted)"
}

# Also what Maven would leave of a class whose source is gone.
test_a_developers_next_build_compiles_and_checks_what_this_one_did_not() {
  maven
  java_package flag-service
  equals 'maven-compiler-plugin/testCompile' "$(cd "$WORK/flag-service/target/maven-status" && echo */*)"
  [[ ! -e $WORK/contract/target/classes && ! -e $WORK/flag-service/target/classes ]]
  [[ -e $WORK/flag-service/target/test-classes && -e $WORK/flag-service/target/flag-service.jar ]]
}

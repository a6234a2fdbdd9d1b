# shellcheck shell=bash
# What Maven is asked to do for deploy/up.

maven() {
  fake mvn <<'END'
echo "$MAVEN_OPTS: $*" >>"$WORK/notes"
END
  # The build state of a tree of its own.
  ROOT=$WORK
  mkdir -p "$WORK"/{contract,flag-service}/target/maven-status
}

test_only_the_four_services_are_built_without_tests_and_checks() {
  maven
  java_package
  says '-T 1C' "$(noted)"
  says '-Dmaven.test.skip=true -Dchecks=off' "$(noted)"
  says '-pl builder-service,balancer-service,monitor-service,flag-service -am package' "$(noted)"
}

test_a_developers_next_build_compiles_and_checks_what_this_one_did_not() {
  maven
  java_package
  [[ ! -e $WORK/contract/target/maven-status && ! -e $WORK/flag-service/target/maven-status ]]
}

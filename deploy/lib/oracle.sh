# shellcheck shell=bash
# flagd's own evaluation for node, beside which the flag service is tested and measured.

ORACLE=$ROOT/flag-service/oracle

oracle_ready() {
  node_ready
  [[ -d $ORACLE/node_modules ]] || node_packages "$ORACLE"
}

# Compares more than 20,000 generated pairs of rule and context; `-Doracle.seed` and `-Doracle.rules` by hand for others.
oracle_compare() {
  oracle_ready
  mvn -B -ntp -pl flag-service -am test -Dtest=FlagdComparison -Dsurefire.failIfNoSpecifiedTests=false
}

#!/usr/bin/env bash
# semver4j takes a version whose patch number is a date and a time for no version; node's semver and java-semver take it.
#
# org.semver4j:semver4j 6.0.0 and com.github.zafarkhaja:java-semver 0.10.2 from Maven Central, semver 7.7.3 from npm, JDK 17 or later.
#
# Semantic Versioning 2.0.0 (rule 2) has non-negative integers without a bound. A build that puts its time into the patch
# number, 1.2.20261129120000, writes a valid version. semver4j follows node's semver in everything else and ends at Java's int:
# Semver.isValid says false and Semver.parse returns null, with no exception that names the number, from 2147483648 on. node's
# semver ends at 2^53 - 1. A rule "at least 1.0.0" that is evaluated by both gives such a client two different answers.
#
# Seen:
#   1.2.2147483647 semver4j true java-semver true node true
#   1.2.2147483648 semver4j false java-semver true node true
#   1.2.20261129120000 semver4j false java-semver true node true
#
# Exits 0 when it is so, 1 when that changed, 2 when the packages could not be had.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.semver4j</groupId><artifactId>semver4j</artifactId><version>6.0.0</version></dependency>
    <dependency><groupId>com.github.zafarkhaja</groupId><artifactId>java-semver</artifactId><version>0.10.2</version></dependency>
  </dependencies>
</project>
POM
timeout 100 mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath || exit 2
timeout 60 npm install --silent --no-audit --no-fund semver@7.7.3 >/dev/null || exit 2

cat >Versions.java <<'JAVA'
import com.github.zafarkhaja.semver.Version;
import org.semver4j.Semver;

class Versions {
  public static void main(String[] versions) {
    for (String version : versions) {
      boolean semver4j = Semver.isValid(version) && Semver.parse(version) != null;
      System.out.println(version + " semver4j " + semver4j + " java-semver " + Version.isValid(version));
    }
  }
}
JAVA

versions=(1.2.2147483647 1.2.2147483648 1.2.20261129120000)
seen=$(paste -d ' ' <(timeout 60 java -cp "$(cat classpath)" Versions.java "${versions[@]}") \
  <(node -e 'for (const v of process.argv.slice(1)) console.log("node", require("semver").valid(v) === v)' "${versions[@]}"))
echo "$seen"

[[ $seen == '1.2.2147483647 semver4j true java-semver true node true
1.2.2147483648 semver4j false java-semver true node true
1.2.20261129120000 semver4j false java-semver true node true' ]] || exit 1

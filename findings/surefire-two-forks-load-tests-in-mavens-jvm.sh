#!/usr/bin/env bash
# Maven Surefire 3.5.4 with JUnit Jupiter 5.13.4 (Maven Central), Maven 3.8 or newer, Java 17 or newer.
#
# With one fork (the default) the forked JVM finds and runs the tests, so they may need what only that JVM has: options of
# argLine, or the newer Java of a toolchain. With forkCount 2 and reuseForks (the default) the plugin deals the classes out,
# and to know which are tests it loads them in Maven's own JVM, with neither. A class that does not load there ends the
# build before any test has run: "Tests run: 0", then an error of the plugin. With reuseForks=false it is the same. So the
# JVM that runs Maven has to be able to load every test: its Java must be as new as the toolchain's, and a module of argLine
# has to be added for Maven too (MAVEN_OPTS), which is shown last. Failsafe is the same code.
#
# Here a test names a type of a module that argLine adds (--add-modules jdk.incubator.vector).
#
# Seen:
#   forkCount 1                                  Tests run: 1, success
#   forkCount 2                                  Tests run: 0, NoClassDefFoundError: jdk/incubator/vector/VectorSpecies
#   forkCount 2, reuseForks false                the same
#   forkCount 2, module in MAVEN_OPTS as well    Tests run: 1, success
#
# Exits 0 when it is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <forks>1</forks>
    <reuse>true</reuse>
  </properties>
  <dependencies>
    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>5.13.4</version><scope>test</scope></dependency>
  </dependencies>
  <build><plugins>
    <plugin>
      <artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version>
      <configuration>
        <release combine.self="override"/><source>17</source><target>17</target>
        <compilerArgs><arg>--add-modules</arg><arg>jdk.incubator.vector</arg></compilerArgs>
      </configuration>
    </plugin>
    <plugin>
      <artifactId>maven-surefire-plugin</artifactId><version>3.5.4</version>
      <configuration>
        <argLine>--add-modules jdk.incubator.vector</argLine>
        <forkCount>${forks}</forkCount><reuseForks>${reuse}</reuseForks>
      </configuration>
    </plugin>
  </plugins></build>
</project>
POM
mkdir -p src/test/java/finding
cat >src/test/java/finding/LanesTest.java <<'JAVA'
package finding;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;

class LanesTest {
  @Test
  void aVectorHasLanes() {
    assertTrue(lanes(IntVector.SPECIES_PREFERRED) > 0);
  }

  private static int lanes(VectorSpecies<Integer> species) {
    return species.length();
  }
}
JAVA
# tried OPTIONS...: how many tests ran, and what stood against it.
tried() {
  local ended=success
  timeout 60 mvn -B -ntp test "$@" >log 2>&1 || ended=$(grep -o 'NoClassDefFoundError: [A-Za-z/]*' log | head -n 1)
  echo "$(grep -o 'Tests run: [0-9]*' log | tail -n 1), $ended"
}
seen=$(
  tried -Dforks=1
  tried -Dforks=2
  tried -Dforks=2 -Dreuse=false
  MAVEN_OPTS='--add-modules=jdk.incubator.vector' tried -Dforks=2
)
printf '%s\n' "$seen"
lost='Tests run: 0, NoClassDefFoundError: jdk/incubator/vector/VectorSpecies'
[[ $seen == $'Tests run: 1, success\n'"$lost"$'\n'"$lost"$'\nTests run: 1, success' ]]

#!/usr/bin/env bash
# Micronaut Serde cannot write a member that is null when the member's type is written as one value (@JsonValue).
#
# micronaut-serde-jackson 2.16.2 by micronaut-platform 4.10.17, jackson-databind of the same platform beside it, JDK 17 or later.
#
# A record that wraps a text and is written as that text (@JsonValue on its accessor) is a usual form of an identifier or a reason.
# Where such a member is null, Jackson's databind writes null. Serde calls the accessor on the null and raises a SerdeException,
# although the member is @Nullable and members of other types may be null. A value whose own text is null is left out inside
# of an object and raises at the top, where Jackson writes null both times. What helps: null members of plain types, or a serializer.
#
# Seen:
#   all there: jackson {"status":200,"reason":"well"} serde {"status":200,"reason":"well"}
#   member is null: jackson {"status":200,"reason":null} serde raises SerdeException
#   text is null: jackson {"status":200,"reason":null} serde {"status":200}
#   text is null, at the top: jackson null serde raises SerdeException
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
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencyManagement><dependencies>
    <dependency>
      <groupId>io.micronaut.platform</groupId><artifactId>micronaut-platform</artifactId><version>4.10.17</version>
      <type>pom</type><scope>import</scope>
    </dependency>
  </dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>io.micronaut.serde</groupId><artifactId>micronaut-serde-jackson</artifactId></dependency>
    <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-databind</artifactId></dependency>
  </dependencies>
  <build><plugins><plugin>
    <artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version>
    <configuration>
      <annotationProcessorPathsUseDepMgmt>true</annotationProcessorPathsUseDepMgmt>
      <annotationProcessorPaths>
        <path><groupId>io.micronaut</groupId><artifactId>micronaut-inject-java</artifactId></path>
        <path><groupId>io.micronaut.serde</groupId><artifactId>micronaut-serde-processor</artifactId></path>
      </annotationProcessorPaths>
    </configuration>
  </plugin></plugins></build>
</project>
POM

mkdir -p src/main/java/finding
cat >src/main/java/finding/Values.java <<'JAVA'
package finding;

import com.fasterxml.jackson.annotation.JsonValue;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.exceptions.SerdeException;

public class Values {
  @Serdeable
  public record Reason(@Nullable String text) {
    @JsonValue
    public String text() {
      return text;
    }
  }

  @Serdeable
  public record Answer(int status, @Nullable Reason reason) {}

  public static void main(String[] arguments) throws Exception {
    write("all there", new Answer(200, new Reason("well")));
    write("member is null", new Answer(200, null));
    write("text is null", new Answer(200, new Reason(null)));
    write("text is null, at the top", new Reason(null));
  }

  private static void write(String what, Object value) throws Exception {
    String jackson = new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(value);
    String serde;
    try {
      serde = ObjectMapper.getDefault().writeValueAsString(value);
    } catch (SerdeException e) {
      serde = "raises SerdeException";
    }
    System.out.println(what + ": jackson " + jackson + " serde " + serde);
  }
}
JAVA

timeout 150 mvn -B -q compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/classpath" >&2 || exit 2
seen=$(timeout 25 java -cp "target/classes:$(cat classpath)" finding.Values 2>/dev/null)
echo "$seen"

[[ $seen == 'all there: jackson {"status":200,"reason":"well"} serde {"status":200,"reason":"well"}
member is null: jackson {"status":200,"reason":null} serde raises SerdeException
text is null: jackson {"status":200,"reason":null} serde {"status":200}
text is null, at the top: jackson null serde raises SerdeException' ]] || exit 1

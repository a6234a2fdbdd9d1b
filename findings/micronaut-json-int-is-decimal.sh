#!/usr/bin/env bash
# Micronaut's JsonNode gives the whole number 80 as the decimal 80.0, but only when it fits an int.
#
# micronaut-json-core 4.10.26, JDK 17 or later.
#
# JsonNode.getBigDecimalValue() takes longs and big numbers as they are and an int by way of a double, which adds ".0": scale 1.
# A check that tells whole numbers from others by their scale, as one of `"port": 80` in a request would, takes 9007199254740993
# and refuses 80. BigDecimal.equals() compares scales too, so the same number read as int and as long is not equal. Whoever needs
# to know whether a JSON number was written as a whole one has to look at the class of getNumberValue().
#
# Seen:
#   int 80: 80.0 scale 1
#   long 80: 80 scale 0
#   equal: false
#   from JSON 80: 80.0 scale 1 Integer
#
# Exits 0 when it is so, 1 when that changed, 2 when the packages could not be had.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.micronaut</groupId><artifactId>micronaut-json-core</artifactId><version>4.10.26</version></dependency>
    <dependency><groupId>io.micronaut</groupId><artifactId>micronaut-jackson-databind</artifactId><version>4.10.26</version></dependency>
  </dependencies>
</project>
POM
timeout 120 mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath || exit 2

cat > Whole.java <<'JAVA'
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;

class Whole {
  public static void main(String[] args) throws Exception {
    JsonNode small = JsonNode.createNumberNode(80);
    JsonNode large = JsonNode.createNumberNode(80L);
    System.out.println("int 80: " + told(small));
    System.out.println("long 80: " + told(large));
    System.out.println("equal: " + small.getBigDecimalValue().equals(large.getBigDecimalValue()));
    JsonNode read = JsonMapper.createDefault().readValue("80", JsonNode.class);
    System.out.println(
        "from JSON 80: " + told(read) + " " + read.getNumberValue().getClass().getSimpleName());
  }

  static String told(JsonNode node) {
    return node.getBigDecimalValue() + " scale " + node.getBigDecimalValue().scale();
  }
}
JAVA
seen=$(timeout 60 java -cp "$(cat classpath)" Whole.java 2>/dev/null)
echo "$seen"
[[ $seen == $'int 80: 80.0 scale 1\nlong 80: 80 scale 0\nequal: false\nfrom JSON 80: 80.0 scale 1 Integer' ]]

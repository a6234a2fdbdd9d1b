#!/usr/bin/env bash
# Micronaut 4.10.26 (micronaut-inject, Maven Central), Java 17 or newer.
#
# A context that is built with environmentPropertySource(false) takes no properties from the environment, and its
# placeholders do all the same: ${SHOP_PORT:0} in a configuration value is looked up among the properties, then straight in
# the environment of the process. So a test that turns the source off to see the defaults sees whatever the shell that
# started it has exported. Only an environment without the variable shows them.
#
# Seen, with SHOP_PORT=42000 in the environment and the property shop.port=${SHOP_PORT:0}:
#   source on:   property SHOP_PORT is there,     shop.port = 42000
#   source off:  property SHOP_PORT is not there, shop.port = 42000
#   without the variable:                         shop.port = 0
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
  <dependencies>
    <dependency><groupId>io.micronaut</groupId><artifactId>micronaut-inject</artifactId><version>4.10.26</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
cat >Main.java <<'JAVA'
import io.micronaut.context.ApplicationContext;
import java.util.Map;

class Main {
  public static void main(String[] arguments) {
    var builder =
        ApplicationContext.builder()
            .environmentPropertySource(Boolean.parseBoolean(arguments[0]))
            .properties(Map.of("shop.port", "${SHOP_PORT:0}"));
    try (var context = builder.start()) {
      System.out.println(
          context.containsProperty("SHOP_PORT")
              + " "
              + context.getRequiredProperty("shop.port", String.class));
    }
  }
}
JAVA
timeout 150 mvn -B -q dependency:copy-dependencies -DoutputDirectory=lib
run() { timeout 30 java -cp 'lib/*' Main.java "$1" 2>/dev/null | tail -n 1; }
on=$(SHOP_PORT=42000 run true)
off=$(SHOP_PORT=42000 run false)
without=$(env -u SHOP_PORT bash -c "$(declare -f run); run false")
printf '%s\n' "on: $on" "off: $off" "without: $without"
[[ $on == "true 42000" && $off == "false 42000" && $without == "false 0" ]]

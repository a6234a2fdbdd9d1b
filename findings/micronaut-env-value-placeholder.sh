#!/usr/bin/env bash
# Micronaut 4.10.26 (micronaut-inject, Maven Central), Java 17 or newer.
#
# A placeholder in the VALUE of an environment variable is resolved, too: the value is no plain text. A secret that happens
# to contain ${...} is changed without a word when such a variable or property exists, and stops the start when none does.
# The same holds for values in files of MICRONAUT_CONFIG_FILES. Whoever hands passwords over by environment, as Docker and
# Kubernetes do, has to write ${ as ${x:`${`}.
#
# Seen:
#   MAIL_PASSWORD='four${HOME}five', HOME=/tmp  ->  mail.password = four/tmpfive
#   MAIL_PASSWORD='four${none}five'             ->  ConfigurationException: Could not resolve placeholder ${none}
#   MAIL_PASSWORD='four${x:`${`}none}five'      ->  mail.password = four${none}five
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

class Main {
  public static void main(String[] arguments) {
    try (var context = ApplicationContext.run()) {
      System.out.println(context.getRequiredProperty("mail.password", String.class));
    } catch (io.micronaut.context.exceptions.ConfigurationException refused) {
      System.out.println(refused.getMessage());
    }
  }
}
JAVA
timeout 150 mvn -B -q dependency:copy-dependencies -DoutputDirectory=lib
seen() { HOME=/tmp MAIL_PASSWORD=$1 timeout 60 java -cp 'lib/*' Main.java 2>/dev/null | tail -n 1; }
# shellcheck disable=SC2016  # nothing is to expand here
{
  changed=$(seen 'four${HOME}five')
  refused=$(seen 'four${none}five')
  literal=$(seen 'four${x:`${`}none}five')
}
printf '%s\n' "$changed" "$refused" "$literal"
# shellcheck disable=SC2016
[[ $changed == four/tmpfive && $refused == *'Could not resolve placeholder ${none}'* && $literal == 'four${none}five' ]]

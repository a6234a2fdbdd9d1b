#!/usr/bin/env bash
# JGit decodes the user and password of an http address twice; git decodes them once.
#
# org.eclipse.jgit 7.8.1.202611041320-r, JDK 17 or later.
#
# URIish undoes the percent-encoding (RFC 3986) when it parses an address, and TransportHttp hands the result to URLDecoder,
# which undoes it again. An address that is written as it should be then fails, where git (seen with 2.39.5) logs in:
#   password  address      git sends  JGit sends
#   p%41      me:p%2541@   me:p%41    me:pA        another password
#   p%q       me:p%25q@    me:p%q     nothing      a warning in the log, then "no CredentialsProvider has been registered"
#   (token)   tok@         tok:       nothing      a user without a password is not looked at
# Who gives JGit addresses of people must take user and password out, and give them by a CredentialsProvider.
#
# Seen:
#   me:p%2541 was sent as me:pA
#   me:p%25q was sent as -
#   tok was sent as -
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
    <dependency>
      <groupId>org.eclipse.jgit</groupId><artifactId>org.eclipse.jgit</artifactId>
      <version>7.8.1.202611041320-r</version>
    </dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
timeout 120 mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath || exit 2

cat > Finding.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.eclipse.jgit.api.Git;

class Finding {
  public static void main(String[] args) throws Exception {
    var seen = new ConcurrentLinkedDeque<String>();
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> {
      String header = exchange.getRequestHeaders().getFirst("Authorization");
      if (header != null) {
        seen.add(new String(Base64.getDecoder().decode(header.substring(6))));
      }
      exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
    });
    server.start();
    boolean asDescribed = true;
    String[][] cases = {{"me:p%2541", "me:pA"}, {"me:p%25q", "-"}, {"tok", "-"}};
    for (String[] each : cases) {
      seen.clear();
      try {
        Git.lsRemoteRepository()
            .setRemote("http://" + each[0] + "@127.0.0.1:" + server.getAddress().getPort() + "/x.git")
            .call();
      } catch (Exception refused) {
        // Every login is refused; what was sent is all that counts.
      }
      String sent = seen.isEmpty() ? "-" : seen.getFirst();
      System.out.println(each[0] + " was sent as " + sent);
      asDescribed &= sent.equals(each[1]);
    }
    server.stop(0);
    System.exit(asDescribed ? 0 : 1);
  }
}
JAVA
timeout 50 java -cp "$(cat classpath)" Finding.java

#!/usr/bin/env bash
# Micronaut 4.10.26 (micronaut-http-server-netty, Maven Central), Java 17 or newer.
#
# micronaut.server.idle-timeout (5 minutes by default) is no limit for idle connections alone: it also closes the
# connection of a request that is being worked on, when the answer takes longer. The client sees the connection end without
# a byte; the log has no word of it. Whoever answers late on purpose (long polls, a slow report) has to raise it for the
# whole server, or send something in time. The other way round the server does not cancel the future of an answer
# whose client has gone.
#
# Seen, with idle-timeout 2s and a CompletableFuture that is complete after 5 s:
#   GET /late                            ->  end of the stream after 2 s, no byte
#   the same, the client closes at once  ->  CompletableFuture.isCancelled() is false after 5 s
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
    <dependency><groupId>io.micronaut</groupId><artifactId>micronaut-http-server-netty</artifactId><version>4.10.26</version></dependency>
    <dependency><groupId>io.micronaut</groupId><artifactId>micronaut-jackson-databind</artifactId><version>4.10.26</version></dependency>
    <dependency><groupId>io.micronaut</groupId><artifactId>micronaut-inject-java</artifactId><version>4.10.26</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
mkdir -p src/finding
cat >src/finding/Main.java <<'JAVA'
package finding;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

@Controller
public class Main {
  static volatile CompletableFuture<String> last;

  @Get("/late")
  CompletableFuture<String> late() {
    last = new CompletableFuture<>();
    return last.completeOnTimeout("here it is", 5, TimeUnit.SECONDS);
  }

  static Socket ask(EmbeddedServer server) throws Exception {
    var socket = new Socket("127.0.0.1", server.getPort());
    socket.getOutputStream().write("GET /late HTTP/1.1\r\nHost: a\r\n\r\n".getBytes());
    return socket;
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, Object> settings =
        Map.of("micronaut.server.port", -1, "micronaut.server.idle-timeout", "2s");
    try (var server = ApplicationContext.run(EmbeddedServer.class, settings)) {
      try (var socket = ask(server)) {
        long start = System.nanoTime();
        int read = socket.getInputStream().read();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        System.out.println(read == -1 && seconds < 5 ? "cut" : "answered");
      }
      last = null;
      ask(server).close();
      while (last == null) {
        Thread.sleep(10);
      }
      Thread.sleep(4000);
      System.out.println(last.isCancelled() ? "cancelled" : "goes on");
    }
  }
}
JAVA
timeout 120 mvn -B -q dependency:copy-dependencies -DoutputDirectory=lib
timeout 60 javac -proc:full -cp 'lib/*' -d classes src/finding/Main.java
seen=$(timeout 60 java -cp 'classes:lib/*' finding.Main 2>/dev/null)
printf '%s\n' "$seen"
[[ $seen == $'cut\ngoes on' ]]

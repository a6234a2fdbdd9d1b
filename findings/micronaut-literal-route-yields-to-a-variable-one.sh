#!/usr/bin/env bash
# Micronaut 4.10.26 (micronaut-http-server-netty, Maven Central), Java 17 or newer.
#
# A literal path wins over one with a variable, but only among the routes that take the request's content type. A body of a
# type that POST /hooks/own does not consume is not answered 415: it goes to POST /hooks/{name}, if that takes more types,
# with name=own. So a route that is meant for all other names also gets what its literal neighbour refuses, and has to
# refuse the neighbour's name itself. A path without such a neighbour answers 415 as expected. The same holds for an Accept
# header and what a GET route produces.
#
# Seen:
#   POST /hooks/own    application/json  ->  200 own
#   POST /hooks/own    image/png         ->  200 variable: own
#   POST /single       image/png         ->  415
#   GET  /reports/now  Accept text/csv   ->  200 variable: now
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
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

@Controller
public class Main {
  @Post("/hooks/own")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.TEXT_PLAIN)
  String own(@Body byte[] body) {
    return "own";
  }

  @Post("/hooks/{name}")
  @Consumes(MediaType.ALL)
  @Produces(MediaType.TEXT_PLAIN)
  String other(String name, @Body byte[] body) {
    return "variable: " + name;
  }

  @Post("/single")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.TEXT_PLAIN)
  String single(@Body byte[] body) {
    return "single";
  }

  @Get("/reports/now")
  @Produces(MediaType.TEXT_PLAIN)
  String now() {
    return "now";
  }

  @Get("/reports/{name}")
  @Produces({MediaType.TEXT_PLAIN, MediaType.TEXT_CSV})
  String report(String name) {
    return "variable: " + name;
  }

  public static void main(String[] arguments) throws Exception {
    try (var server = ApplicationContext.run(EmbeddedServer.class, Map.<String, Object>of("micronaut.server.port", -1))) {
      var client = HttpClient.newHttpClient();
      tell(client, post(server, "/hooks/own", "application/json"));
      tell(client, post(server, "/hooks/own", "image/png"));
      tell(client, post(server, "/single", "image/png"));
      tell(client, HttpRequest.newBuilder(URI.create(server.getURL() + "/reports/now")).header("Accept", "text/csv").build());
    }
  }

  static HttpRequest post(EmbeddedServer server, String path, String type) {
    return HttpRequest.newBuilder(URI.create(server.getURL() + path))
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString("{}"))
        .build();
  }

  static void tell(HttpClient client, HttpRequest request) throws Exception {
    var answer = client.send(request, BodyHandlers.ofString());
    System.out.println(answer.statusCode() == 200 ? answer.body() : "" + answer.statusCode());
  }
}
JAVA
timeout 120 mvn -B -q dependency:copy-dependencies -DoutputDirectory=lib
timeout 60 javac -proc:full -cp 'lib/*' -d classes src/finding/Main.java
seen=$(timeout 60 java -cp 'classes:lib/*' finding.Main 2>/dev/null)
printf '%s\n' "$seen"
[[ $seen == $'own\nvariable: own\n415\nvariable: now' ]]

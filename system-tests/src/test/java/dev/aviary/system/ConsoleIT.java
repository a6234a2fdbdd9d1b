package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.Http;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody does in the console, as its pages ask for it, at a whole Aviary. */
@ExtendWith(StackExtension.class)
final class ConsoleIT {
  private static final int PER_SECOND = 20;

  private final OwnStack own;
  private final Stack stack;
  private final Http monitor;

  ConsoleIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
    this.monitor = stack.monitor();
  }

  /** A browser that is signed in. */
  private record Browser(Http monitor, String cookie, String csrf) {
    static Browser signIn(Http monitor, String token) {
      Answer answer =
          monitor
              .send(
                  monitor
                      .open("/console/session")
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString("{\"token\": \"%s\"}".formatted(token)))
                      .build())
              .expect(200);
      String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
      return new Browser(monitor, cookie, answer.text("csrf"));
    }

    Answer get(String path) {
      return monitor.send(request(path).GET().build());
    }

    Answer call(String method, String path, String json) {
      return monitor.send(
          request(path)
              .header("X-CSRF-Token", csrf)
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(json))
              .build());
    }

    HttpRequest.Builder request(String path) {
      return monitor.open("/console" + path).header("Cookie", cookie);
    }

    /** Reads on in a stream until an event of a kind holds what is wanted. */
    String hear(String kind, Predicate<String> wanted) {
      HttpRequest stream = request("/stream").header("Accept", "text/event-stream").build();
      try (var lines =
          new BufferedReader(
              new InputStreamReader(
                  monitor.client().send(stream, BodyHandlers.ofInputStream()).body(),
                  StandardCharsets.UTF_8))) {
        String event = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("event: ")) {
            event = line.substring(7);
          } else if (line.startsWith("data: ") && event.equals(kind)) {
            if (wanted.test(line)) {
              return line;
            }
          }
        }
        throw new AssertionError("the stream has ended");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void anOperatorSeesACanaryAndPromotesItFlipsAFlagAndReadsALog() {
    App app = own.app("watched");
    app.await(app.deploy("master"), "live");
    String stable = app.repository().tip("master");
    app.awaitStable(stable);
    app.await(app.deploy("canary"), "live");
    String commit = app.repository().tip("canary");
    Browser owner = Browser.signIn(monitor, monitor.token());
    Browser mara = Browser.signIn(monitor, token(owner, "mara", "operator"));
    Browser vic = Browser.signIn(monitor, token(owner, "vic", "viewer"));
    try (SteadyLoad load =
        app.load(PER_SECOND, Place.stable(stable), Place.canary(commit), Place.stable(commit))) {
      vic.hear(
          "state",
          each ->
              each.contains("\"app\":\"watched\"")
                  && each.contains("\"slot\":\"canary\",\"state\":\"healthy\""));
      vic.hear("tick", each -> each.matches(".*\"canary\":\\{\"rps\":[1-9].*"));
      vic.hear("tick", each -> each.contains("\"cpu\"") && each.contains("\"memory\""));
      Await.until(
          "the series has the canary's requests",
          Stack.PATIENCE,
          () ->
              vic.get("/series?app=watched&seconds=60")
                  .body()
                  .matches("(?s).*\"canary\":\\{\"requests\":\\[[^]]*[1-9].*"));

      String promote = "/api/builder/apps/watched/promote";
      vic.call("POST", promote, "{}").expect(403);
      mara.call("DELETE", "/api/builder/apps/watched", "").expect(403);
      mara.call("POST", "/api/builder/apps/watched/slots/canary/exec", "{}").expect(404);
      mara.call("POST", promote, "{\"reason\": \"it is good\"}").expect(202);
      app.awaitStable(commit);
      load.verify();
    }
    toldBy("promote-started", "mara");

    mara.call("PUT", "/api/balancer/apps/watched/split", "{\"canaryPercent\": 12}").expect(200);
    assertEquals(12, app.share());
    toldBy("split-changed", "mara");

    mara.call("PUT", "/api/flags/flags/watched-nest", "{\"on\": true}").expect(201);
    mara.call("POST", "/api/flags/flags/watched-nest/toggle", "").expect(200);
    vic.call("POST", "/api/flags/flags/watched-nest/toggle", "").expect(403);
    Answer history = vic.get("/api/flags/flags/watched-nest/history").expect(200);
    assertTrue(history.body().contains("\"by\":\"mara\""), history.body());
    vic.call("POST", "/api/flags/flags/watched-nest/explain", "{\"context\": {}}").expect(200);

    String deployment = app.newestDeployment();
    Answer log =
        monitor.send(
            vic.request("/api/builder/deployments/" + deployment + "/log")
                .header("Accept", "text/plain")
                .build());
    assertTrue(!log.expect(200).body().isBlank(), log.toString());
    Answer running =
        monitor.send(
            vic.request("/api/builder/apps/watched/slots/stable-1/logs?tail=20")
                .header("Accept", "text/plain")
                .build());
    running.expect(200);
  }

  @Test
  void whoHasTheAdminTokenSaysForWhomItAsksAndNobodyElseCan() {
    App app = own.app("authored");
    Http balancer = stack.balancer();
    String path = "/apps/authored/split";
    balancer
        .send(
            balancer
                .request(path)
                .header("X-Aviary-By", "jo")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"canaryPercent\": 7}"))
                .build())
        .expect(200);
    assertEquals(7, app.share());
    toldBy("split-changed", "jo");
    balancer
        .send(
            balancer
                .request(path)
                .header("X-Aviary-By", "monitor")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"canaryPercent\": 8}"))
                .build())
        .expect(400);
    assertEquals(7, app.share());
  }

  private String token(Browser owner, String name, String role) {
    String wanted = "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(name, role);
    return owner.call("POST", "/tokens", wanted).expect(201).text("token");
  }

  private void toldBy(String what, String by) {
    Answer events = stack.builderAdmin().get("/events?most=200").expect(200);
    assertTrue(
        events.body().contains("\"by\":\"%s\",\"what\":\"%s\"".formatted(by, what)), events.body());
  }
}

package dev.aviary.monitor.console.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.monitor.testing.ConsoleScene;
import dev.aviary.monitor.testing.ConsoleScene.Browser;
import io.lettuce.core.RedisClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets in, as what, and what ends it: a real monitor and a real Redis. */
final class SignInIT {
  private final ConsoleScene scene = new ConsoleScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void theAdminTokenSignsInAsOwnerWithACookieThatNoScriptSees() {
    scene.start();
    HttpResponse<String> answer = scene.tryToken(ConsoleScene.TOKEN);
    assertEquals(200, answer.statusCode(), answer.body());
    var body = scene.json(answer);
    assertEquals("owner", body.get("name"));
    assertEquals("owner", body.get("role"));
    String cookie = answer.headers().firstValue("Set-Cookie").orElse("");
    assertTrue(cookie.startsWith("aviary_session="), cookie);
    assertTrue(cookie.toLowerCase(Locale.ROOT).contains("httponly"), cookie);
    assertTrue(cookie.contains("SameSite=Strict"), cookie);
    assertTrue(cookie.contains("Path=/console"), cookie);
    assertFalse(cookie.contains("Secure"), cookie);
    HttpResponse<String> overHttps =
        scene.send(signIn(ConsoleScene.TOKEN).header("X-Forwarded-Proto", "https"));
    assertTrue(overHttps.headers().firstValue("Set-Cookie").orElse("").contains("Secure"));
  }

  @Test
  void aWrongTokenAndNoTokenOpenNothing() {
    scene.start();
    assertEquals(401, scene.tryToken("a-token-of-somebody").statusCode());
    assertEquals(400, scene.tryToken("").statusCode());
    for (String path :
        List.of(
            "/console/session",
            "/console/tokens",
            "/console/stream",
            "/console/series?app=bird",
            "/console/api/builder/apps",
            "/console/api/monitor/stats")) {
      assertEquals(401, scene.send(scene.request(path)).statusCode(), path);
    }
    var forged = new Browser("aviary_session=" + Secrets.random(), "", "");
    assertEquals(401, scene.get(forged, "/console/session").statusCode());
    assertEquals(0, scene.builder().taken().size());
  }

  @Test
  void aFileThatTheBrowserHasIsNotSentAgain() {
    scene.start();
    HttpResponse<String> file = scene.send(scene.request("/console/assets/main.js"));
    assertEquals(200, file.statusCode());
    String tag = file.headers().firstValue("ETag").orElse("");
    assertEquals(
        304,
        scene
            .send(scene.request("/console/assets/main.js").header("If-None-Match", tag))
            .statusCode());
  }

  @Test
  void aRedisThatIsFullTakesNoToken() {
    scene.start();
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    String wanted = "{\"name\":\"mara\",\"role\":\"viewer\"}";
    RedisClient client = scene.redis().client();
    var redis = client.connect().sync();
    redis.configSet("maxmemory", "1");
    assertEquals(507, scene.call(owner, "POST", "/console/tokens", wanted).statusCode());
    redis.configSet("maxmemory", "0");
    assertEquals(201, scene.call(owner, "POST", "/console/tokens", wanted).statusCode());
    client.shutdown();
  }

  @Test
  void thePagesAreThereForEverybodyAndLoadNothingFromElsewhere() {
    scene.start();
    for (String path : List.of("/console", "/console/apps/bird", "/console/flags")) {
      HttpResponse<String> page = scene.send(scene.request(path));
      assertEquals(200, page.statusCode(), path);
      assertTrue(page.body().startsWith("<!doctype html>"), page.body());
      String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
      assertTrue(policy.startsWith("default-src 'none'; script-src 'self'"), policy);
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
      assertEquals("no-referrer", page.headers().firstValue("Referrer-Policy").orElse(""));
      String tag = page.headers().firstValue("ETag").orElse("");
      HttpResponse<String> again = scene.send(scene.request(path).header("If-None-Match", tag));
      assertEquals(304, again.statusCode());
    }
    assertEquals(404, scene.send(scene.request("/console/assets/none.js")).statusCode());
    assertEquals(
        404, scene.send(scene.request("/console/assets/..%2fapplication.yml")).statusCode());
    assertEquals(404, scene.send(scene.request("/console/assets/../application.yml")).statusCode());
  }

  @Test
  void aChangeNeedsWhatOnlyAPageOfTheConsoleKnows() {
    scene.start();
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    String wanted = "{\"name\":\"mara\",\"role\":\"viewer\"}";
    HttpRequest.Builder without = scene.change(owner, "POST", "/console/tokens", wanted);
    assertEquals(403, scene.send(without).statusCode());
    HttpRequest.Builder wrong =
        scene
            .change(owner, "POST", "/console/tokens", wanted)
            .header("X-CSRF-Token", scene.signIn(ConsoleScene.TOKEN).csrf());
    assertEquals(403, scene.send(wrong).statusCode());
    for (String origin : List.of("https://evil.example", "null", "http://localhost:1")) {
      HttpRequest.Builder elsewhere =
          scene
              .change(owner, "POST", "/console/tokens", wanted)
              .header("X-CSRF-Token", owner.csrf())
              .header("Origin", origin);
      assertEquals(403, scene.send(elsewhere).statusCode(), origin);
    }
    assertEquals(
        403,
        scene
            .send(signIn(ConsoleScene.TOKEN).header("Origin", "https://evil.example"))
            .statusCode());
    HttpRequest.Builder own =
        scene
            .change(owner, "POST", "/console/tokens", wanted)
            .header("X-CSRF-Token", owner.csrf())
            .header("Origin", scene.origin());
    assertEquals(201, scene.send(own).statusCode());
  }

  @Test
  void anAddressThatTriesTooOftenWaitsAndOthersDoNot() {
    scene.start();
    var statuses = new ArrayList<Integer>();
    HttpResponse<String> last = scene.tryToken("wrong");
    for (int i = 0; i < 40; i++) {
      last = scene.send(signIn("wrong").header("X-Forwarded-For", "203.0.113.7"));
      statuses.add(last.statusCode());
    }
    assertTrue(statuses.contains(429), statuses.toString());
    assertEquals(401, statuses.getFirst());
    assertEquals(429, last.statusCode());
    assertFalse(last.headers().firstValue("Retry-After").isEmpty());
    assertEquals(
        200,
        scene
            .send(signIn(ConsoleScene.TOKEN).header("X-Forwarded-For", "203.0.113.8"))
            .statusCode());
  }

  @Test
  void signingOutEndsTheSession() {
    scene.start();
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    HttpResponse<String> session = scene.get(owner, "/console/session");
    assertEquals(200, session.statusCode());
    assertEquals(owner.csrf(), scene.json(session).get("csrf"));
    assertEquals(204, scene.call(owner, "DELETE", "/console/session", null).statusCode());
    assertEquals(401, scene.get(owner, "/console/session").statusCode());
  }

  @Test
  void anOwnerMakesTokensOfWhichOnlyTheHashIsKeptAndRemovingOneEndsItsSessions() {
    scene.start();
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    String token = token(owner, "mara", "operator");
    String stored = bean(RedisLink.class).commands().hget(Keys.CONSOLE_TOKENS, "mara");
    assertFalse(String.valueOf(stored).contains(token), stored);
    HttpResponse<String> listed = scene.get(owner, "/console/tokens");
    assertTrue(listed.body().contains("\"name\":\"mara\",\"role\":\"operator\""), listed.body());
    assertTrue(listed.body().contains("\"lastUsed\":null"), listed.body());
    assertFalse(listed.body().contains("sha256"), listed.body());

    Browser mara = scene.signIn(token);
    assertTrue(mara.body().contains("\"name\":\"mara\""), mara.body());
    assertFalse(scene.get(owner, "/console/tokens").body().contains("\"lastUsed\":null"));
    assertEquals(403, scene.get(mara, "/console/tokens").statusCode());
    assertEquals(
        409,
        scene
            .call(owner, "POST", "/console/tokens", "{\"name\":\"mara\",\"role\":\"owner\"}")
            .statusCode());

    assertEquals(204, scene.call(owner, "DELETE", "/console/tokens/mara", null).statusCode());
    assertEquals(401, scene.get(mara, "/console/session").statusCode());
    assertEquals(401, scene.tryToken(token).statusCode());
    assertEquals(404, scene.call(owner, "DELETE", "/console/tokens/mara", null).statusCode());
    List<Event> told = bean(EventLog.class).newest(10);
    assertEquals(
        List.of("console-token-removed", "console-token-added"),
        told.stream().map(Event::what).toList());
    assertTrue(told.stream().allMatch(each -> each.by().equals("owner")));
    assertTrue(told.stream().allMatch(each -> "mara".equals(each.subject())));
  }

  @Test
  void namesOfServicesAndOfTheAdminTokenAreNobodys() {
    scene.start();
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    for (String name : List.of("owner", "monitor", "api", "", " mara", "a b", "x".repeat(65))) {
      String wanted = "{\"name\":\"%s\",\"role\":\"viewer\"}".formatted(name);
      HttpResponse<String> refused = scene.call(owner, "POST", "/console/tokens", wanted);
      assertEquals(400, refused.statusCode(), name + refused.body());
    }
    String role = "{\"name\":\"mara\",\"role\":\"god\"}";
    assertEquals(400, scene.call(owner, "POST", "/console/tokens", role).statusCode());
    assertEquals("[]", scene.get(owner, "/console/tokens").body());
  }

  @Test
  void aCommandLineBringsItsTokenWithEachCallAndSaysForWhom() {
    scene.start();
    HttpRequest.Builder add =
        scene
            .request("/console/tokens")
            .header("Authorization", "Bearer " + ConsoleScene.TOKEN)
            .header("X-Aviary-By", "jo")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"mara\",\"role\":\"viewer\"}"));
    HttpResponse<String> made = scene.send(add);
    assertEquals(201, made.statusCode(), made.body());
    assertEquals("jo", bean(EventLog.class).newest(1).getFirst().by());
    String token = String.valueOf(scene.json(made).get("token"));
    HttpRequest.Builder list =
        scene.request("/console/tokens").header("Authorization", "Bearer " + token);
    assertEquals(403, scene.send(list).statusCode());
    HttpRequest.Builder stats =
        scene.request("/console/api/monitor/stats").header("Authorization", "Bearer " + token);
    assertEquals(200, scene.send(stats).statusCode());
  }

  @Test
  void withoutRedisTheSessionAndTheAdminTokenHoldAndOthersAreToldWhatIsWrong() {
    scene.start();
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    String token = token(owner, "mara", "viewer");
    Browser mara = scene.signIn(token);
    scene.redis().stop();
    assertEquals(200, scene.get(mara, "/console/session").statusCode());
    assertEquals(200, scene.tryToken(ConsoleScene.TOKEN).statusCode());
    assertEquals(503, scene.tryToken(token).statusCode());
    assertEquals(503, scene.get(owner, "/console/tokens").statusCode());
    assertEquals(200, scene.get(owner, "/console/series?app=bird").statusCode());
    scene.redis().startAgain();
  }

  @Test
  void aRestartEndsSessionsAndKeepsTokens() {
    scene.start();
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    String token = token(owner, "mara", "viewer");
    scene.stop();
    scene.start();
    assertEquals(401, scene.get(owner, "/console/session").statusCode());
    assertTrue(scene.signIn(token).body().contains("viewer"));
  }

  @Test
  void aConsoleThatIsOffIsNotThere() {
    scene.with("aviary.console.enabled", "false").start();
    assertEquals(404, scene.tryToken(ConsoleScene.TOKEN).statusCode());
    assertEquals(404, scene.send(scene.request("/console")).statusCode());
    assertEquals(200, scene.send(scene.request("/stats")).statusCode());
  }

  private String token(Browser owner, String name, String role) {
    String wanted = "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role);
    HttpResponse<String> made = scene.call(owner, "POST", "/console/tokens", wanted);
    assertEquals(201, made.statusCode(), made.body());
    return String.valueOf(scene.json(made).get("token"));
  }

  private HttpRequest.Builder signIn(String token) {
    return scene
        .request("/console/session")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"token\":\"%s\"}".formatted(token)));
  }

  private <T> T bean(Class<T> type) {
    return scene.bean(type);
  }
}

package dev.aviary.monitor.console.neighbour;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Writes;
import dev.aviary.monitor.evidence.Evidence;
import dev.aviary.monitor.evidence.EvidenceSecond;
import dev.aviary.monitor.evidence.EvidenceStore;
import dev.aviary.monitor.evidence.TrackCounts;
import dev.aviary.monitor.testing.ConsoleScene;
import dev.aviary.monitor.testing.ConsoleScene.Browser;
import dev.aviary.monitor.testing.Receiver.Reply;
import dev.aviary.monitor.testing.Receiver.Taken;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls as they come to the other services. */
final class PassedOnCallsIT {
  private static final Reply PROBLEM =
      Reply.of(409, "{\"title\":\"Conflict\",\"status\":409,\"detail\":\"a build is under way\"}")
          .with("Content-Type", "application/problem+json");

  private final ConsoleScene scene = new ConsoleScene();

  @BeforeEach
  void start() {
    scene.start();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aCallIsMadeWithTheAdminTokenInTheNameOfWhoAsks() {
    scene.builder().answering(Reply.of(202, "{}").with("Content-Type", "application/json"));
    Browser mara = user("mara", "operator");
    HttpResponse<String> answer =
        scene.call(
            mara,
            "POST",
            "/console/api/builder/apps/bird/promote?x=a%20b",
            "{\"reason\":\"it is good\"}");
    assertEquals(202, answer.statusCode(), answer.body());
    Taken taken = scene.builder().taken().getFirst();
    assertEquals("POST", taken.method());
    assertEquals("/apps/bird/promote?x=a%20b", taken.path());
    assertEquals("{\"reason\":\"it is good\"}", taken.body());
    assertEquals("Bearer " + ConsoleScene.TOKEN, taken.headers().get("authorization"));
    assertEquals("mara", taken.headers().get("x-aviary-by"));
    assertEquals("application/json", taken.headers().get("content-type"));
    assertFalse(taken.headers().containsKey("cookie"));
    assertFalse(taken.headers().containsKey("x-csrf-token"));
  }

  @Test
  void anAnswerComesBackAsItIs() {
    scene.builder().answering(PROBLEM);
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    HttpResponse<String> refused =
        scene.call(owner, "POST", "/console/api/builder/apps/bird/promote", null);
    assertEquals(409, refused.statusCode());
    assertEquals(PROBLEM.body(), refused.body());
    assertEquals(
        "application/problem+json", refused.headers().firstValue("Content-Type").orElse(""));
    scene
        .flags()
        .answering(
            Reply.of(200, "{}").with("Content-Type", "application/json").with("ETag", "\"7\""));
    HttpResponse<String> flag = scene.get(owner, "/console/api/flags/flags/new-nest");
    assertEquals("\"7\"", flag.headers().firstValue("ETag").orElse(""));
    assertEquals("/flags/new-nest", scene.flags().taken().getFirst().path());
  }

  @Test
  void whatIsWrittenBitByBitIsReadBitByBitAndEndsWhenNobodyReads() throws IOException {
    scene
        .builder()
        .answering(
            Reply.of(200, "x".repeat(1000) + "\n").with("Content-Type", "text/plain").withoutEnd());
    Browser viewer = user("vic", "viewer");
    String path = "/console/api/builder/apps/bird/slots/stable-1/logs?follow=true";
    var answer = scene.open(scene.request(path).header("Cookie", viewer.cookie()));
    assertEquals(200, answer.statusCode());
    try (InputStream body = answer.body()) {
      byte[] read = body.readNBytes(5_005);
      assertEquals(("x".repeat(1000) + "\n").repeat(5), new String(read, StandardCharsets.UTF_8));
    }
    until("the builder's answer is given up", () -> scene.builder().cutOff() == 1);
  }

  @Test
  void rolesAreCheckedAtEachCallAndWhatIsNotInTheTableIsNotThere() {
    Browser viewer = user("vic", "viewer");
    Browser operator = user("mara", "operator");
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    String promote = "/console/api/builder/apps/bird/promote";
    assertEquals(403, scene.call(viewer, "POST", promote, null).statusCode());
    assertEquals(
        403, scene.call(operator, "DELETE", "/console/api/builder/apps/bird", null).statusCode());
    String toggle = "/console/api/flags/flags/nest/toggle";
    assertEquals(403, scene.call(viewer, "POST", toggle, null).statusCode());
    for (String path :
        List.of(
            "/builder/apps/bird/secrets",
            "/builder/apps/bird/build-token",
            "/builder/apps/bird/deploy-key",
            "/builder/apps/bird/webhook",
            "/builder/apps/bird/registry",
            "/builder/apps/bird/../../routes",
            "/builder/apps/%2e%2e/routes",
            "/builder/apps/bird%2fsecrets",
            "/builder//apps",
            "/builder/apps/",
            "/nobody/apps",
            "/monitor/listeners",
            "/flags/ofrep/v1/events")) {
      assertEquals(404, scene.get(owner, "/console/api" + path).statusCode(), path);
    }
    String exec = "/console/api/builder/apps/bird/slots/canary/exec";
    assertEquals(404, scene.call(owner, "POST", exec, "{}").statusCode());
    assertEquals(List.of(), scene.builder().taken());
    assertEquals(List.of(), scene.flags().taken());
  }

  @Test
  void aViewerSeesTheNamesOfAnEnvironmentAndNoneOfItsValues() {
    String run =
        "{\"env\":{\"DB_PASSWORD\":\"s3cret-of-env\",\"MODE\":\"s3cret-mode\"},\"port\":5000}";
    String access = "{\"access\":{\"users\":[\"sam:$2y$s3cret-hash\"]},\"index\":7}";
    String deployment =
        "{\"id\":\"bird-1\",\"status\":{\"state\":\"live\",\"release\":{\"run\":%s}}}"
            .formatted(run);
    String app =
        "{\"spec\":%s,\"visitors\":%s,\"rollout\":{\"base\":{\"stable\":{\"release\":{\"run\":%s}}}},\"deployments\":[%s]}"
            .formatted(run, access, run, deployment);
    List<Browser> others = List.of(user("mara", "operator"), scene.signIn(ConsoleScene.TOKEN));
    Browser viewer = user("vic", "viewer");
    for (String path :
        List.of("/apps", "/apps/bird", "/deployments?app=bird", "/deployments/bird-1")) {
      String told = path.contains("apps") ? app : deployment;
      String body = path.equals("/apps") || path.contains("?") ? "[" + told + "]" : told;
      scene.builder().answering(Reply.of(200, body).with("Content-Type", "application/json"));
      HttpResponse<String> seen = scene.get(viewer, "/console/api/builder" + path);
      assertEquals(200, seen.statusCode(), seen.body());
      assertFalse(seen.body().contains("s3cret"), seen.body());
      assertTrue(
          seen.body().contains("{\"DB_PASSWORD\":\"hidden\",\"MODE\":\"hidden\"},\"port\":5000}"),
          seen.body());
      for (Browser other : others) {
        assertEquals(body, scene.get(other, "/console/api/builder" + path).body());
      }
    }
  }

  @Test
  void whatIsNamedLikeASettingAndIsNoneIsShown() {
    String process =
        "{\"processes\":{\"env\":\"printenv\",\"users\":\"mail\"},\"at\":1.50,\"none\":null}";
    scene.builder().answering(Reply.of(200, process).with("Content-Type", "application/json"));
    String seen = scene.get(user("vic", "viewer"), "/console/api/builder/apps/bird").body();
    assertTrue(seen.contains("{\"env\":\"printenv\",\"users\":\"mail\"}"), seen);
  }

  @Test
  void anAnswerThatCannotBeReadIsNotShownToAViewer() {
    scene
        .builder()
        .answering(
            Reply.of(200, "{\"env\":{\"A\":\"s3cret").with("Content-Type", "application/json"));
    HttpResponse<String> seen = scene.get(user("vic", "viewer"), "/console/api/builder/apps/bird");
    assertEquals(502, seen.statusCode());
    assertFalse(seen.body().contains("s3cret"), seen.body());
  }

  @Test
  void aFlagIsRemovedByAnOwnerAlone() {
    String flag = "/console/api/flags/flags/nest?reason=it%20is%20on%20for%20all";
    assertEquals(403, scene.call(user("mara", "operator"), "DELETE", flag, null).statusCode());
    assertEquals(List.of(), scene.flags().taken());
    scene.flags().answering(Reply.of(204));
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    assertEquals(204, scene.call(owner, "DELETE", flag, null).statusCode());
    Taken taken = scene.flags().taken().getFirst();
    assertEquals(
        "DELETE /flags/nest?reason=it%20is%20on%20for%20all", taken.method() + " " + taken.path());
  }

  @Test
  void aViewerAsksWhatAnotherToleranceWouldHaveDone() {
    String judge = "/console/api/monitor/canaries/bird-1/judge";
    Browser viewer = user("vic", "viewer");
    HttpResponse<String> none = scene.call(viewer, "POST", judge, "{\"tolerance\":{}}");
    assertEquals(404, none.statusCode(), none.body());
    assertTrue(
        none.body().contains("keeps nothing about a canary deployment 'bird-1'"), none.body());
    for (String wrong : List.of("{\"tolerance\":{\"speed\":1}}", "{\"tolerance\"", "[1]")) {
      HttpResponse<String> refused = scene.call(viewer, "POST", judge, wrong);
      assertEquals(400, refused.statusCode(), refused.body());
    }
    scene
        .bean(EvidenceStore.class)
        .append(scene.bean(Writes.class).begin(), "bird-1", evidence())
        .run();
    HttpResponse<String> result =
        scene.call(viewer, "POST", judge, "{\"tolerance\":{\"errorPercent\":20}}");
    assertEquals(200, result.statusCode(), result.body());
    assertTrue(result.body().contains("\"withdrawnAt\""), result.body());
    assertTrue(result.body().contains("\"errorPercent\":20"), result.body());
  }

  @Test
  void aServiceThatIsAwayIsNamed() {
    scene.builder().close();
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    HttpResponse<String> answer = scene.get(owner, "/console/api/builder/apps");
    assertEquals(502, answer.statusCode());
    assertTrue(answer.body().contains("the builder service does not answer"), answer.body());
  }

  @Test
  void whatTheMonitorKnowsItselfIsAnsweredByItself() {
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    for (String path : List.of("/stats", "/alerts", "/canaries")) {
      HttpResponse<String> answer = scene.get(owner, "/console/api/monitor" + path);
      assertEquals(200, answer.statusCode(), path + answer.body());
      assertTrue(answer.body().startsWith("["), answer.body());
    }
    assertEquals(404, scene.get(owner, "/console/api/monitor/canaries/bird-1").statusCode());
    assertEquals(400, scene.get(owner, "/console/api/monitor/alerts?most=0").statusCode());
    scene.redis().stop();
    assertEquals(503, scene.get(owner, "/console/api/monitor/alerts").statusCode());
    scene.redis().startAgain();
  }

  /** Ten seconds in each of which every request of the canary failed, and none of stable. */
  private static Evidence evidence() {
    List<EvidenceSecond> seconds =
        IntStream.range(0, 10)
            .mapToObj(second ->
                new EvidenceSecond(
                    1_800_000_000L + second,
                    new TrackCounts(20, 20, Map.of("10", 20L)),
                    new TrackCounts(20, 0, Map.of("10", 20L)),
                    0))
            .toList();
    return new Evidence(seconds, "1-0", 200, null);
  }

  private Browser user(String name, String role) {
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    HttpResponse<String> made =
        scene.call(
            owner,
            "POST",
            "/console/tokens",
            "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role));
    return scene.signIn(String.valueOf(scene.json(made).get("token")));
  }
}

package dev.aviary.builder.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.builder.testing.Pushes;
import dev.aviary.builder.testing.RealTravis;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.SpecStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no trigger takes: a clear answer each, and nothing is built. */
final class RefusalIT extends TriggerScene {
  static Stream<String> badBranches() {
    return Stream.of(
        "a;reboot",
        "$(reboot)",
        "`id`",
        "a|b",
        "../master",
        "a/../../b",
        "my branch",
        "a".repeat(300),
        "-f",
        "a\"b",
        "a\\b",
        "'a'",
        "a&b",
        "a>b",
        "a..b",
        "a\nb",
        "");
  }

  @ParameterizedTest
  @MethodSource("badBranches")
  void aBranchNameThatIsNoneIsRefusedByEveryTrigger(String branch) {
    String json = branch.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    assertProblem(400, "branch", builder.send(build(branch, token())));
    assertProblem(400, "branch", deploy(json, ""));
    assertProblem(400, "branch", builder.deliver(travis, Pushes.passed(app, json, master, 2)));
    assertEquals(List.of(), ids());
  }

  @Test
  void aBranchThatTheRepositoryDoesNotHaveIsRefused() {
    assertProblem(422, "no branch nowhere", builder.send(build("nowhere", token())));
    assertProblem(422, "no branch nowhere", deploy("nowhere", ""));
    assertEquals(List.of(), ids());
  }

  @Test
  void aRepositoryThatCannotBeReachedIsSaid() {
    builder.bean(SpecStore.class).save(Specs.of(app, "file:///nowhere/" + app, null));
    assertProblem(502, "cannot be reached", builder.send(build("master", token())));
    assertEquals(List.of(), ids());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"pull_request\":false', '\"pull_request\":true', 422, pull request",
    "'\"type\":\"push\"', '\"type\":\"pull_request\"', 422, pull request",
    "'\"type\":\"push\"', '\"type\":\"cron\"', 422, type cron",
    "'\"state\":\"passed\"', '\"state\":\"failed\"', 422, did not pass",
    "'\"status\":0', '\"status\":1', 422, did not pass",
    "'\"tag\":null', '\"tag\":\"v1\"', 422, tag",
    "'\"owner_name\":\"ada\"', '\"owner_name\":\"eve\"', 404, slug eve/",
    "'\"number\":\"5\"', '\"number\":\"x\"', 400, number",
    "'{\"id\"', '[\"id\"', 400, not a build"
  })
  void aBuildThatMayNotBeDeployedIsRefused(String from, String to, int status, String why) {
    String payload = Pushes.passed(app, "master", master, 5).replace(from, to);
    assertProblem(status, why, builder.deliver(travis, payload));
    assertEquals(List.of(), ids());
  }

  @Test
  void aDeliveryWithoutItsSignatureIsRefused() {
    String payload = Pushes.passed(app, "master", master, 5);
    String form = RealTravis.form(payload);
    assertProblem(401, "Signature", builder.send(delivery(form)));
    String other = travis.sign(payload + " ");
    assertProblem(403, "not Travis's", builder.send(delivery(form).header("Signature", other)));
    assertProblem(403, "not Travis's", builder.send(delivery(form).header("Signature", "YWJj")));
    assertProblem(400, "not base64", builder.send(delivery(form).header("Signature", "YWJjZ")));
    assertProblem(
        400,
        "not well encoded",
        builder.send(delivery("payload=%7").header("Signature", travis.sign(payload))));
    assertProblem(
        400, "payload", builder.send(delivery("x=1").header("Signature", travis.sign(""))));
    assertEquals(List.of(), ids());
  }

  @Test
  void aBodyOfTwoMegabytesIsRefused() {
    String payload = Pushes.passed(app, "master", master, 5) + " ".repeat(2 * 1024 * 1024);
    assertProblem(413, "", builder.deliver(travis, payload));
    assertEquals(List.of(), ids());
  }

  @Test
  void aCallOfBuildNeedsTheTokenOfItsApp() {
    String path = "/build?branch=master&app=" + app;
    String other = builder.bean(BuildTokens.class).of("other");
    assertProblem(401, "token", builder.send(builder.open(path)));
    assertProblem(401, "token", builder.send(builder.open(path + "&token=")));
    assertProblem(403, "not the build token", builder.send(builder.open(path + "&token=wrong")));
    assertProblem(403, "not the build token", builder.send(builder.open(path + "&token=" + other)));
    assertProblem(
        403,
        "not the build token of any app",
        builder.send(builder.open("/build?branch=master&token=" + other)));
    assertProblem(
        404, "no app", builder.send(builder.open("/build?branch=a&app=other&token=" + other)));
    assertEquals(List.of(), ids());
    assertEquals(202, builder.send(builder.open(path + "&token=" + token())).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"app\":\"no/app\",\"branch\":\"master\"}",
        "{\"branch\":\"master\"}",
        "{\"app\":\"demo\"}",
        "not json"
      })
  void aRequestThatSaysTooLittleIsRefused(String json) {
    assertProblem(400, "", builder.post("/deployments", json));
  }

  @Test
  void anUnknownAppIsNotDeployed() {
    assertProblem(
        404,
        "no app named nobody",
        builder.post("/deployments", "{\"app\":\"nobody\",\"branch\":\"master\"}"));
  }

  @Test
  void deploymentsNeedTheAdminTokenAndAreNotOnThePublicPort() {
    String json = "{\"app\":\"%s\",\"branch\":\"master\"}".formatted(app);
    var open =
        builder
            .open("/deployments")
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + RunningBuilder.ADMIN_TOKEN)
            .POST(BodyPublishers.ofString(json));
    assertProblem(404, "", builder.send(open));
    var wrong =
        builder
            .admin("/deployments")
            .setHeader("Authorization", "Bearer " + token())
            .POST(BodyPublishers.ofString(json));
    assertProblem(403, "admin token", builder.send(wrong));
    assertEquals(List.of(), ids());
  }
}

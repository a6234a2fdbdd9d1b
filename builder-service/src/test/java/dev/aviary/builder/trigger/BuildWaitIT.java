package dev.aviary.builder.trigger;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.redis.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that wait for the end of their deployment, and what the build token may read. */
final class BuildWaitIT extends TriggerScene {
  private static final Release RELEASE =
      new Release("app-1111111-1", "app", "canary", "1".repeat(40), "image", RunOptions.DEFAULT);

  static Stream<DeploymentStatus> endsThatAreNotLive() {
    return Stream.of(
        new DeploymentStatus.Failed("build", "exit code 1"),
        new DeploymentStatus.Withdrawn(RELEASE, "it burned"),
        new DeploymentStatus.Superseded("another"),
        new DeploymentStatus.Cancelled("api"));
  }

  @Test
  void aCallThatWaitsIsAnsweredWhenItsDeploymentIsLive() {
    var waiting = waiting("true");
    Deployment underway = underway();
    assertFalse(waiting.isDone());
    end(underway, new DeploymentStatus.Live(RELEASE));
    assertSame(underway, 200, waiting.join());
    assertFalse(waiting.join().body().contains("\"run\""), "CI does not see the app's settings");

    assertSame(underway, 200, builder.send(build("canary", token() + "&wait=true")));
  }

  @ParameterizedTest
  @MethodSource("endsThatAreNotLive")
  void aDeploymentThatEndsOtherwiseFailsTheCall(DeploymentStatus end) {
    var waiting = waiting("5m");
    Deployment underway = underway();
    builder.bean(DeploymentLog.class).append(underway.id(), "the last line");
    end(underway, end);

    HttpResponse<String> answer = waiting.join();
    assertProblem(424, DeploymentEndText.told(underway.with(end, underway.changedAt())), answer);
    assertTrue(answer.body().contains("\"the last line\""), answer.body());
    assertTrue(answer.body().contains("\"state\":"), answer.body());
    assertEquals(
        "/deployments/" + underway.id(), answer.headers().firstValue("Location").orElse(""));
  }

  @Test
  void aCallWhoseTimeIsOverIsToldToAskAgainAndTheDeploymentGoesOn() {
    HttpResponse<String> answer = waiting("1s").join();
    Deployment underway = underway();
    assertProblem(503, "send the same request again", answer);
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    assertProblem(503, underway.id(), waiting("1s").join());
    assertEquals(1, ids().size());
  }

  @Test
  void aClientThatGoesAwayLeavesNothingBehind() throws IOException {
    WaitingCalls calls = builder.bean(WaitingCalls.class);
    String head =
        "GET /build?branch=canary&wait=true HTTP/1.1\r\nHost: a\r\nX-Aviary-Token: %s\r\n\r\n"
            .formatted(token());
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), builder.open("/").build().uri().getPort())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      eventually("the call waits", () -> calls.size() == 1);
    }
    eventually("the call is forgotten", () -> calls.size() == 0);
    assertFalse(underway().status().ended());
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "0s", "16m", "1h", "-1s", "99999999999s", ""})
  void aWaitThatIsNoneIsRefusedAndNothingIsDeployed(String wait) {
    assertProblem(400, "wait", builder.send(build("canary", token() + "&wait=" + wait)));
    assertEquals(0, ids().size());
  }

  @Test
  void anOwnersCallThatWaitsIsAnsweredWhenItsDeploymentIsLive() {
    var waiting = waitingOwner("true");
    Deployment underway = underway();
    assertFalse(waiting.isDone());
    end(underway, new DeploymentStatus.Live(RELEASE));
    assertSame(underway, 200, waiting.join());
  }

  @Test
  void anOwnersCallThatWaitsFailsWithTheReason() {
    var waiting = waitingOwner("5m");
    Deployment underway = underway();
    var failed = new DeploymentStatus.Failed("start", "nothing listens");
    end(underway, failed);
    assertProblem(
        424, DeploymentEndText.told(underway.with(failed, underway.changedAt())), waiting.join());
  }

  @Test
  void anOwnersWaitThatIsNoneIsRefusedAndNothingIsDeployed() {
    assertProblem(400, "wait", waitingOwner("yes").join());
    assertEquals(0, ids().size());
  }

  @Test
  void theBuildTokenReadsTheDeploymentsOfItsApp() {
    Deployment made = accepted(builder.send(build("canary", token())));
    builder.bean(DeploymentLog.class).append(made.id(), "a line");
    end(made, new DeploymentStatus.Live(RELEASE));
    String path = "/deployments/" + made.id();

    HttpResponse<String> record = read(path, token());
    assertEquals(200, record.statusCode(), record.body());
    assertTrue(record.body().contains("\"live\""), record.body());
    assertFalse(record.body().contains("\"run\""), record.body());
    assertTrue(builder.get(path).body().contains("\"run\""), "the admin sees the settings");

    assertTrue(read(path + "/log", token()).body().contains("a line"));
    assertProblem(404, "no longer kept", read(path + "/output", token()));
    assertEquals(
        200,
        builder.send(builder.open(path).header("Authorization", "Bearer " + token())).statusCode());
  }

  @Test
  void nothingElseIsReadWithTheBuildToken() {
    Deployment made = accepted(builder.send(build("canary", token())));
    String own = token();
    String path = "/deployments/" + made.id();
    assertProblem(401, "token", builder.send(builder.open(path)));
    assertProblem(403, "not the build token of any app", read(path, "wrong"));
    assertProblem(404, "no deployment", read("/deployments/unknown0000000", own));
    assertProblem(404, "", read("/deployments?app=" + app, own));
    assertProblem(404, "", read("/apps/" + app, own));

    anAppOfItsOwn();
    for (String each : new String[] {"", "/log", "/output"}) {
      assertProblem(404, "no deployment " + made.id(), read(path + each, token()));
      assertProblem(401, "token", builder.send(builder.open(path + each)));
    }
    assertProblem(
        403,
        "admin token",
        builder.send(builder.admin(path).setHeader("Authorization", "Bearer " + own)));
  }

  private HttpResponse<String> read(String path, String token) {
    return builder.send(
        builder.open(path).header("X-Aviary-Token", token).header("Accept", "text/plain, */*"));
  }

  private CompletableFuture<HttpResponse<String>> waiting(String wait) {
    var request = build("canary", token() + "&wait=" + wait);
    return CompletableFuture.supplyAsync(() -> builder.send(request), Thread::startVirtualThread);
  }

  private CompletableFuture<HttpResponse<String>> waitingOwner(String wait) {
    String body = "{\"app\":\"%s\",\"branch\":\"canary\"}".formatted(app);
    return CompletableFuture.supplyAsync(
        () -> builder.post("/deployments?wait=" + wait, body), Thread::startVirtualThread);
  }

  private Deployment underway() {
    eventually("the deployment is queued", () -> ids().size() == 1);
    String json = builder.get("/deployments/" + ids().getFirst()).body();
    return Wire.standalone().read(json, Deployment.class);
  }

  private void end(Deployment deployment, DeploymentStatus end) {
    builder.bean(DeploymentStore.class).change(deployment.id(), _ -> end);
  }
}

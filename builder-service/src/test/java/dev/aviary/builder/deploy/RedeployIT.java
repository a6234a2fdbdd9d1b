package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.reconcile.SlotStore;
import dev.aviary.builder.testing.Workbench;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStatus.Live;
import dev.aviary.contract.redis.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New settings go live without a commit, and a live commit is built again, on the real engine. */
final class RedeployIT {
  private static final String DOCKERFILE =
      """
      FROM python-base
      ARG COLOUR=none
      RUN mkdir /tmp/page && touch /tmp/page/health && echo $COLOUR >/tmp/page/colour
      WORKDIR /tmp/page
      CMD ["sh", "-c", "test ! \\"$BREAK\\" && exec python3 -m http.server $PORT"]
      """;

  private Workbench bench;
  private String master;
  private Release first;

  @BeforeEach
  void anAppThatIsLive(@TempDir Path folder) {
    bench = new Workbench(folder, Map.of());
    master = bench.repository().change().file("Dockerfile", DOCKERFILE).pushTo("master");
    settings("");
    first = live(bench.deploy("master"));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void settingsGoLiveWithTheImageThatIsThereAsAReleaseOfItsOwn() {
    refused("runs with the settings that demo has now", redeploy("", null));
    settings(",\"env\":{\"COLOUR\":\"red\"},\"limits\":{\"memoryMegabytes\":128}");
    String view = bench.builder().get("/apps/demo").body();
    assertTrue(view.contains("\"pending\":[\"env.COLOUR\",\"limits.memoryMegabytes\"]"), view);

    Deployment deployment = accepted(redeploy("{\"reason\":\"a better colour\"}", null));
    assertEquals("redeploy", deployment.trigger());
    assertEquals(master, deployment.commit());
    Release second = live(deployment);
    assertEquals(first.image(), second.image());
    assertNotEquals(first.id(), second.id());
    assertEquals(Map.of("COLOUR", "red"), Objects.requireNonNull(second.run()).env());
    assertTrue(env(Slot.STABLE_1).contains("COLOUR=red"), env(Slot.STABLE_1).toString());
    assertTrue(env(Slot.STABLE_2).contains("APP_RELEASE=" + second.id()));
    assertTrue(bench.log(deployment.id()).contains("Takes the image of " + first.id()));
    String events = bench.builder().get("/events").body();
    assertTrue(events.contains("\"redeploy-queued\""), events);
    assertTrue(
        events.contains("takes env.COLOUR, limits.memoryMegabytes live: a better colour"), events);
    refused("runs with the settings", redeploy("", null));

    var back = bench.builder().post("/apps/demo/rollback", "");
    assertEquals(first, live(accepted(back)));
    assertFalse(env(Slot.STABLE_1).contains("COLOUR=red"));
  }

  @Test
  void aChangeOfHowTheImageIsMadeBuildsTheSameCommitAgain() {
    bench.repository().change().file("Dockerfile", DOCKERFILE).file("n", "newer").addTo("master");
    settings(",\"buildArgs\":{\"COLOUR\":\"red\"}");
    Deployment deployment = accepted(redeploy("", null));
    Release second = live(deployment);
    assertEquals(master, second.commit(), "not what was pushed since");
    assertEquals(Map.of("COLOUR", "red"), Objects.requireNonNull(second.build()).buildArgs());
    assertTrue(bench.log(deployment.id()).contains("Builds commit " + master + " again"));
    assertTrue(bench.builder().get("/events").body().contains("by another build of the same"));
  }

  @Test
  void aRedeployThatNeverAnswersChangesNothingAndTheLiveDeploymentStillStands() {
    String before = container(Slot.STABLE_1);
    settings(",\"healthDeadlineSeconds\":5,\"env\":{\"BREAK\":\"1\"}");
    Deployment deployment = accepted(redeploy("", null));
    var failed =
        assertInstanceOf(
            DeploymentStatus.Failed.class, bench.await(deployment.id(), DeploymentStatus::ended));
    assertEquals("start", failed.stage());
    assertEquals(before, container(Slot.STABLE_1));
    var again = deploy(",\"commit\":\"" + master + "\"");
    assertEquals(200, again.statusCode(), again.body());
    assertTrue(again.body().contains("\"state\":\"live\""), again.body());

    settings(",\"env\":{\"COLOUR\":\"red\"}");
    live(accepted(redeploy("", null)));
  }

  @Test
  void theCanaryIsRedeployedAloneAndTheCanaryBeforeServesUntilItAnswers() {
    refused("demo has no canary release to redeploy", redeploy("{\"track\":\"canary\"}", null));
    bench.repository().change().file("Dockerfile", DOCKERFILE).file("n", "c").pushTo("canary");
    Release tried = live(bench.deploy("canary"));
    settings(",\"env\":{\"COLOUR\":\"red\"}");
    String stable = container(Slot.STABLE_1);
    Deployment deployment = accepted(redeploy("{\"track\":\"canary\"}", null));
    Release second = live(deployment);
    assertEquals(tried.image(), second.image());
    assertTrue(env(Slot.CANARY).contains("COLOUR=red"));
    assertEquals(stable, container(Slot.STABLE_1));
    assertTrue(bench.builder().get("/apps/demo").body().contains("\"pending\":[\"env.COLOUR\"]"));
  }

  @Test
  void theSameRequestSentAgainRedeploysOnce() {
    settings(",\"env\":{\"COLOUR\":\"red\"}");
    Deployment one = accepted(redeploy("", "\"key-1\""));
    var again = redeploy("", "\"key-1\"");
    assertEquals("true", again.headers().firstValue("Idempotency-Replayed").orElse(""));
    assertEquals(one.id(), accepted(again).id());
    refused("deployment " + one.id() + " is under way", redeploy("", "\"key-2\""));
    live(one);
  }

  @Test
  void aLiveCommitIsBuiltAgainWithForceAndAReason() {
    var standing = deploy("");
    assertEquals(200, standing.statusCode(), standing.body());
    Deployment forced = accepted(deploy(",\"force\":true,\"reason\":\"a newer base\""));
    assertEquals("a newer base", forced.forced());
    Release second = live(forced);
    assertNotEquals(first.id(), second.id());
    assertEquals(master, second.commit());
  }

  @Test
  void aTrackThatIsNoneAndAMemberThatIsNotKnownAreRefused() {
    var track = redeploy("{\"track\":\"blue\"}", null);
    assertEquals(400, track.statusCode(), track.body());
    assertTrue(track.body().contains("give stable or canary"), track.body());
    var member = redeploy("{\"force\":true}", null);
    assertEquals(400, member.statusCode(), member.body());
    assertTrue(member.body().contains("\"pointer\":\"/force\""), member.body());
    assertEquals(404, bench.builder().post("/apps/none/redeploy", "").statusCode());
  }

  private void settings(String more) {
    var body = "{\"repository\":\"%s\"%s}".formatted(bench.repository().url(), more);
    var answer =
        bench
            .builder()
            .send(bench.builder().admin("/apps/demo").PUT(BodyPublishers.ofString(body)));
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private HttpResponse<String> deploy(String more) {
    return bench
        .builder()
        .post("/deployments", "{\"app\":\"demo\",\"branch\":\"master\"" + more + "}");
  }

  private HttpResponse<String> redeploy(String body, @Nullable String key) {
    var request = bench.builder().admin("/apps/demo/redeploy");
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return bench.builder().send(request.POST(BodyPublishers.ofString(body)));
  }

  private static Deployment accepted(HttpResponse<String> answer) {
    assertEquals(202, answer.statusCode(), answer.body());
    return Wire.standalone().read(answer.body(), Deployment.class);
  }

  private static void refused(String why, HttpResponse<String> answer) {
    assertEquals(409, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
  }

  private Release live(Deployment deployment) {
    var ended = bench.await(deployment.id(), DeploymentStatus::ended);
    return assertInstanceOf(Live.class, ended, () -> bench.log(deployment.id())).release();
  }

  private String container(Slot slot) {
    var slots = bench.builder().bean(SlotStore.class).find(Workbench.APP).orElseThrow();
    return Objects.requireNonNull(slots.in(slot).serving()).container();
  }

  private List<String> env(Slot slot) {
    var config = bench.engine().docker().inspectContainerCmd(container(slot)).exec().getConfig();
    return List.of(Objects.requireNonNull(config.getEnv()));
  }
}

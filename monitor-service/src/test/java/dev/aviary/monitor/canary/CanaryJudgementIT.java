package dev.aviary.monitor.canary;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.monitor.testing.Receiver;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the monitor shows and keeps of a judgement. */
final class CanaryJudgementIT extends CanarySupervisorCase {
  @Test
  void eachChangeOfTheVerdictIsToldOnceOnTheTimelineAndToListeners() {
    try (var listener = new Receiver()) {
      scene
          .rig()
          .with("aviary.monitor.secret", "0123456789abcdef".repeat(4))
          .with("aviary.listeners.list", "own:webhook:" + listener.url())
          .startMonitor();
      scene.seconds(200, 20, 0, 40, 0);
      until("the judgement is good", () -> verdict() == CanaryVerdict.GOOD);
      until("that is on the timeline", () -> events().equals(List.of("canary-judged")));
      scene.rig().stopMonitor();
      scene.rig().startMonitor();
      scene.seconds(20, 20, 20, 40, 0);

      until("the judgement is bad", () -> verdict() == CanaryVerdict.BAD);
      until("the listener has all", () -> listener.taken().size() == 3);
      assertEquals(List.of("canary-judged", "canary-judged", "canary-withdrawn"), events());
      List<String> told =
          listener.taken().stream()
              .map(Receiver.Taken::body)
              .filter(each -> each.contains("\"type\":\"canary-judged\""))
              .toList();
      assertEquals(2, told.size());
      assertTrue(told.getFirst().contains("good: The canary failed 0 of "), told.getFirst());
      assertTrue(told.getLast().contains("bad: "), told.getLast());
      assertTrue(told.getLast().contains(CanaryScene.DEPLOYMENT), told.getLast());
    }
  }

  @Test
  void aMonitorThatIsRestartedGoesOnAndCountsNothingTwice() {
    scene.rig().startMonitor();
    scene.seconds(30, 10, 0, 20, 0);
    until("it was counted", () -> scene.counted() == 300);
    Instant since = since();
    long compared = compared();
    scene.rig().stopMonitor();
    scene.rig().startMonitor();
    scene.seconds(3, 10, 0, 20, 0);

    until("it went on", () -> scene.counted() == 330);
    assertEquals(since, since());
    until("both halves are compared", () -> compared() == compared + 30);
  }

  @Test
  void anotherToleranceCountsAtOnceAlsoForWhatWasCountedBefore() {
    scene.options("on", new Tolerance(60.0, 1.3, 20, 100.0, 10_000));
    scene.rig().startMonitor();
    scene.seconds(30, 10, 3, 20, 0);
    until("all is counted", () -> scene.counted() == 300);
    assertTrue(scene.rig().withdrawn().isEmpty());
    scene.options("on", Tolerance.DEFAULT);

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
  }

  /** Pitfall 13. */
  @Test
  void theWhyIsShownAsJsonAndAsText() {
    scene.rig().startMonitor();
    scene.seconds(30, 10, 3, 20, 0);
    until("the judgement is bad", () -> verdict() == CanaryVerdict.BAD);
    until("it is on the timeline", () -> events().contains("canary-withdrawn"));

    String path = "/canaries/" + CanaryScene.DEPLOYMENT;
    String json = scene.rig().get(path, "application/json").body();
    assertTrue(json.contains("\"verdict\":\"bad\""), json);
    assertTrue(json.contains("\"what\":\"canary-withdrawn\""), json);
    String text = scene.rig().get(path, "text/plain").body();
    assertTrue(text.contains("The verdict is bad, certain since "), text);
    assertTrue(text.contains("  failed, percent "), text);
    assertTrue(text.contains("canary-withdrawn"), text);
    assertEquals(404, scene.rig().get("/canaries/none", "application/json").statusCode());
  }

  @Test
  void theCanariesThatServeAreListed() {
    scene.rig().startMonitor();
    until("it is judged", () -> scene.judgement().isPresent());

    String json = scene.rig().get("/canaries", "application/json").body();
    assertTrue(json.contains("\"deployment\":\"" + CanaryScene.DEPLOYMENT + "\""), json);
    String text = scene.rig().get("/canaries", "text/plain").body();
    assertTrue(text.contains("There is not enough for a verdict."), text);
  }

  @Test
  void anotherToleranceTellsWhatWouldHaveHappened() {
    scene.rig().startMonitor();
    scene.seconds(30, 10, 3, 20, 0);
    until("the judgement is bad", () -> verdict() == CanaryVerdict.BAD);

    String path = "/canaries/" + CanaryScene.DEPLOYMENT + "/judge";
    var same = scene.rig().post(path, "{\"tolerance\":{}}");
    assertEquals(200, same.statusCode(), same.body());
    assertTrue(same.body().contains("\"withdrawnAt\""), same.body());
    var other =
        scene.rig().post(path, "{\"tolerance\":{\"extraErrorPercent\":60,\"errorPercent\":100}}");
    assertEquals(200, other.statusCode(), other.body());
    assertTrue(!other.body().contains("\"withdrawnAt\""), other.body());
    assertEquals(400, scene.rig().post(path, "{\"tolerance\":{\"speed\":1}}").statusCode());
    assertEquals(404, scene.rig().post("/canaries/none/judge", "{}").statusCode());
  }
}

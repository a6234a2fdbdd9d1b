package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.engine.AppVolumes;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.ControlState;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Split;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code DELETE /apps/<app>}, with the real engine. */
final class AppRemovalIT extends StageCase {
  @Test
  void nothingIsLeftOfARemovedAppAndNoRequestInFlightIsCutOff() {
    stage.live(stage.good("master", "a"), Track.STABLE);
    stage.live(stage.good("canary", "b"), Track.CANARY);
    var store = stage.builder.bean(ControlStore.class);
    Writes writes = stage.builder.bean(Writes.class);
    store.replace(writes.begin(), stage.app, store.split(stage.app), Split.of(10)).run();
    String busy = stage.container(Slot.STABLE_2);
    stage.balancer.inFlight(busy, 1);

    assertEquals(202, delete("").statusCode());
    stage.until("only the busy one runs", () -> stage.running().equals(List.of(busy)));
    assertTrue(stage.serving(Slot.STABLE_2).isEmpty(), "it gets no new requests");
    String waits = "it waits for the last requests in flight to be answered";
    stage.until("it says what it waits for", () -> get().body().contains(waits));
    HttpResponse<String> again = delete("");
    assertEquals(202, again.statusCode(), "asking again changes nothing");
    assertTrue(again.body().contains(waits), again.body());
    assertTrue(stage.events().contains("app-removal-waits"));
    assertEquals(409, post("/deployments").statusCode());
    HttpResponse<String> settings = put();
    assertEquals(409, settings.statusCode(), settings.body());
    assertTrue(settings.body().contains("is being removed"), settings.body());

    stage.balancer.inFlight(busy, 0);
    stage.until("it is gone", () -> get().statusCode() == 404);
    assertEquals(List.of(), stage.running());
    assertEquals(List.of(), stage.images.of(stage.app));
    stage.until("its lease is given back", () -> keys().isEmpty());
    assertTrue(read().removed().contains(stage.app));
    assertEquals("app-removed", stage.events().getFirst());
    assertEquals(404, delete("").statusCode());
  }

  @Test
  void aDeploymentUnderWayIsEndedByForceOnly() {
    Release stable = stage.good("master", "a");
    stage.live(stable, Track.STABLE);
    stage.balancer.freeze();
    Deployment underway = stage.deploy(stage.good("canary", "b"), Track.CANARY);
    HttpResponse<String> refused = delete("");
    assertEquals(409, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains(underway.id() + " is under way"), refused.body());
    assertTrue(refused.body().contains("?force=true"), refused.body());
    assertTrue(stage.serves(Slot.STABLE_1, stable) && stage.serves(Slot.STABLE_2, stable));

    assertEquals(202, delete("?force=true").statusCode());
    var ended = assertInstanceOf(DeploymentStatus.Cancelled.class, stage.status(underway));
    assertEquals("the removal of its app", ended.by());
    stage.balancer.thaw();
    stage.until("it is gone", () -> get().statusCode() == 404 && stage.running().isEmpty());
  }

  @Test
  void anAppWhoseSettingsWereLostGoesToo() {
    stage.live(stage.good("master", "a"), Track.STABLE);
    String busy = stage.container(Slot.STABLE_2);
    stage.balancer.inFlight(busy, 1);
    assertEquals(202, delete("").statusCode());
    stage.until("only the busy one runs", () -> stage.running().equals(List.of(busy)));
    stage.until("it says so", () -> delete("?force=true").body().contains("it waits for "));
    stage.set(Keys.spec(stage.app), "{");
    stage.balancer.inFlight(busy, 0);
    stage.until("its lease is given back", () -> keys().isEmpty());
    assertEquals(List.of(), stage.running());
  }

  @Test
  void anAppOfWhichOnlyTheRemovalIsOnRecordGoesToo() {
    stage.until("the builder has looked at it", stage::known);
    stage.delete(Keys.spec(stage.app));
    assertEquals(202, delete("").statusCode());
    stage.until("its lease is given back", () -> keys().isEmpty());
    assertTrue(read().removed().contains(stage.app));
  }

  @Test
  void volumesStayUnlessTheyAreToGoAndProcessesAreStopped() {
    for (boolean go : List.of(false, true)) {
      stage.anotherApp();
      String settings =
          "{\"volumes\": [\"data:/d\"], \"processes\": {\"worker\": \"sleep 600\"}, \"stopSeconds\": 1}";
      stage.live(stage.odd("master", "a", settings), Track.STABLE);
      stage.until("its worker runs", () -> stage.running().size() == 3);
      assertTrue(get().body().contains("\"name\":\"worker\""), get().body());
      assertEquals(202, delete(go ? "?volumes=true" : "").statusCode());
      stage.until("it is gone", () -> get().statusCode() == 404);
      assertEquals(List.of(), stage.running());
      List<String> kept = stage.builder.bean(AppVolumes.class).of(stage.app);
      assertEquals(go ? 0 : 1, kept.size(), kept.toString());
    }
  }

  @Test
  void anAppThatIsRegisteredAgainIsAnAppLikeAnyOther() {
    stage.until("the builder has looked at it", () -> delete("").statusCode() == 202);
    stage.until("it is gone", () -> get().statusCode() == 404);
    stage.register();
    stage.live(stage.good("master", "a"), Track.STABLE);
    assertFalse(read().removed().contains(stage.app));
    assertEquals(2, stage.running().size());
  }

  private List<String> keys() {
    return stage.builder.bean(RedisLink.class).commands().keys("*" + stage.app + "*").stream()
        .filter(key -> !key.equals(Keys.REMOVED))
        .toList();
  }

  private ControlState read() {
    return stage.builder.bean(ControlReader.class).read();
  }

  private HttpResponse<String> get() {
    return stage.builder.get("/apps/" + stage.app);
  }

  private HttpResponse<String> post(String path) {
    return stage.builder.post(path, "{\"app\":\"" + stage.app + "\",\"branch\":\"master\"}");
  }

  private HttpResponse<String> put() {
    var settings = BodyPublishers.ofString("{\"repository\":\"file:///app.git\"}");
    return stage.builder.send(
        stage
            .builder
            .admin("/apps/" + stage.app)
            .header("Content-Type", "application/json")
            .PUT(settings));
  }

  private HttpResponse<String> delete(String query) {
    return stage.builder.send(stage.builder.admin("/apps/" + stage.app + query).DELETE());
  }
}

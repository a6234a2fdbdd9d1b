package dev.aviary.contract.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.testing.RedisCase;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DeploymentStoreIT extends RedisCase {
  private static final String COMMIT = "2".repeat(40);
  private static final Release RELEASE =
      new Release("shop-2222222-1", "shop", "canary", COMMIT, "sha256:2", null);
  private DeploymentStore store;

  @BeforeAll
  void findDeploymentStore() {
    store = context.bean(DeploymentStore.class);
  }

  static List<DeploymentStatus> thatStand() {
    return List.of(
        new DeploymentStatus.Queued(),
        new DeploymentStatus.Building(),
        new DeploymentStatus.Starting(RELEASE),
        new DeploymentStatus.Live(RELEASE),
        new DeploymentStatus.Withdrawn(RELEASE, "CPU 97 %"));
  }

  static List<DeploymentStatus> thatDoNotStand() {
    return List.of(
        new DeploymentStatus.Replaced(RELEASE, "d-9"),
        new DeploymentStatus.Failed("build", "no space"),
        new DeploymentStatus.Superseded("d-9"),
        new DeploymentStatus.Cancelled("d-9"));
  }

  @Test
  void aDeploymentIsRecordedIndexedAndQueued() {
    Deployment first = deployment("d-1", null);
    assertEquals(new Done<>(new DeploymentAdmission.Admitted(first)), store.admit(first, true));
    assertEquals(Optional.of(first), store.find("d-1"));
    assertEquals(Optional.of(first), store.of("shop", Track.CANARY, COMMIT));
    assertEquals(Optional.empty(), store.of("shop", Track.STABLE, COMMIT));
    assertEquals(List.of("d-1"), queue());
  }

  @Test
  void noneThatWaitsIsLostToOneMore() {
    String fill =
        "for i = 1, tonumber(ARGV[1]) do redis.call('XADD', KEYS[1], '*', 'deployment', 'w-' .. i) end";
    context
        .redis()
        .eval(
            fill,
            ScriptOutputType.STATUS,
            new String[] {Keys.QUEUE},
            Integer.toString(DeploymentStore.QUEUE - 1));
    Deployment last = deployment("d-1", null, commit(1), 1);
    assertEquals(new Done<>(new DeploymentAdmission.Admitted(last)), store.admit(last, true));
    Deployment late = deployment("d-2", null, commit(2), 2);
    assertInstanceOf(Refusal.class, store.admit(late, true));
    assertEquals(Optional.empty(), store.find("d-2"));
    assertEquals(DeploymentStore.QUEUE, queue().size());
    assertEquals("w-1", queue().getFirst());
    assertEquals(new Done<>(new DeploymentAdmission.Admitted(late)), store.admit(late, false));
  }

  @Test
  void oneThatNeedsNoBuildIsNotQueued() {
    store.admit(deployment("d-1", null), false);
    assertEquals(List.of(), queue());
  }

  @ParameterizedTest
  @MethodSource("thatStand")
  void theSameCommitIsAnsweredWithTheDeploymentThatStands(DeploymentStatus status) {
    store.admit(deployment("d-1", null), true);
    Deployment standing = store.change("d-1", _ -> status).orElseThrow();
    assertEquals(
        new Done<>(new DeploymentAdmission.Standing(standing)),
        store.admit(deployment("d-2", null), true));
    assertEquals(List.of("d-1"), queue());
    assertEquals(Optional.empty(), store.find("d-2"));
  }

  @ParameterizedTest
  @MethodSource("thatDoNotStand")
  void theSameCommitIsTriedAgainWhenTheLastDeploymentDoesNotStand(DeploymentStatus status) {
    store.admit(deployment("d-1", null), true);
    store.change("d-1", _ -> status);
    assertInstanceOf(DeploymentAdmission.Admitted.class, admit(deployment("d-2", null)));
    assertEquals(List.of("d-1", "d-2"), queue());
    assertEquals("d-2", store.of("shop", Track.CANARY, COMMIT).orElseThrow().id());
  }

  @Test
  void aWithdrawnCommitIsTriedAgainByForceOnly() {
    store.admit(deployment("d-1", null), true);
    store.change("d-1", _ -> new DeploymentStatus.Withdrawn(RELEASE, "CPU 97 %"));
    assertInstanceOf(DeploymentAdmission.Standing.class, admit(deployment("d-2", null)));
    assertInstanceOf(DeploymentAdmission.Admitted.class, admit(deployment("d-3", "repaired")));
  }

  @Test
  void whatIsLiveIsBuiltAgainOnlyWithForceAndNotWhileThatIsOnItsWay() {
    store.admit(deployment("d-1", null), true);
    store.change("d-1", _ -> new DeploymentStatus.Live(RELEASE));
    assertInstanceOf(DeploymentAdmission.Standing.class, admit(deployment("d-2", null)));
    assertInstanceOf(DeploymentAdmission.Admitted.class, admit(deployment("d-3", "again")));
    DeploymentAdmission twice = admit(deployment("d-4", "again"));
    assertEquals("d-3", twice.deployment().id());
  }

  @Test
  void whatIsLiveStillStandsWhenWhatWasToTakeItsPlaceFailed() {
    store.admit(deployment("d-1", null), true);
    store.change("d-1", _ -> new DeploymentStatus.Live(RELEASE));
    store.admit(deployment("d-2", "again"), true);
    store.change("d-2", _ -> new DeploymentStatus.Failed("probe", "no answer"));
    DeploymentAdmission trigger = admit(deployment("d-3", null));
    assertInstanceOf(DeploymentAdmission.Standing.class, trigger);
    assertEquals("d-1", trigger.deployment().id());
    assertInstanceOf(DeploymentAdmission.Admitted.class, admit(deployment("d-4", "more")));
  }

  @Test
  void ofTriggersAtTheSameTimeOneIsAdmittedAndTheOthersAreAnsweredWithIt() {
    int triggers = 8;
    var admissions = new ConcurrentLinkedQueue<DeploymentAdmission>();
    var together = new CyclicBarrier(triggers);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, triggers)
          .forEach(i ->
              threads.submit(() -> {
                together.await();
                return admissions.add(admit(deployment("d-" + i, null)));
              }));
    }
    var admitted =
        admissions.stream().filter(DeploymentAdmission.Admitted.class::isInstance).toList();
    assertEquals(triggers, admissions.size());
    assertEquals(1, admitted.size());
    String id = admitted.getFirst().deployment().id();
    assertTrue(admissions.stream().allMatch(each -> each.deployment().id().equals(id)));
    assertEquals(List.of(id), queue());
  }

  @Test
  void changesAtTheSameTimeAreAllMadeOneAfterTheOther() {
    store.admit(deployment("d-1", null), false);
    store.change("d-1", _ -> new DeploymentStatus.Failed("build", "."));
    int writers = 10;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, writers)
          .forEach(_ -> threads.execute(() -> store.change("d-1", DeploymentStoreIT::longer)));
    }
    assertEquals(
        new DeploymentStatus.Failed("build", ".".repeat(writers + 1)),
        store.find("d-1").orElseThrow().status());
  }

  @Test
  void aChangeToTheSameStatusChangesNothing() {
    store.admit(deployment("d-1", null), false);
    String before = context.redis().get(Keys.deployment("d-1"));
    store.change("d-1", _ -> new DeploymentStatus.Queued());
    assertEquals(before, context.redis().get(Keys.deployment("d-1")));
    assertEquals(Optional.empty(), store.change("d-none", _ -> new DeploymentStatus.Building()));
  }

  @Test
  void theNewestDeploymentsComeFirst() {
    for (int i = 1; i <= 3; i++) {
      store.admit(deployment("d-" + i, null, Integer.toString(i).repeat(40), i), false);
    }
    assertEquals(
        List.of("d-3", "d-2"), store.newest("shop", 2).stream().map(Deployment::id).toList());
    assertEquals(List.of(), store.newest("other", 2));
  }

  @Test
  void aChangeHoldsOnlyWhileTheDeploymentIsAsItWasRead() {
    store.admit(deployment("d-1", null), false);
    var read = store.look("d-1").orElseThrow();
    store.change("d-1", _ -> new DeploymentStatus.Cancelled("api"));
    AtomicWrite late =
        store.change(context.bean(Writes.class).begin(), read, new DeploymentStatus.Building());
    assertFalse(late.run().written());
    assertEquals(new DeploymentStatus.Cancelled("api"), store.find("d-1").orElseThrow().status());
  }

  @ParameterizedTest
  @MethodSource("thatDoNotStand")
  void whatHasEndedIsKeptForAWhileWithItsLog(DeploymentStatus status) {
    store.admit(deployment("d-1", null), false);
    context.bean(DeploymentLog.class).append("d-1", "line");
    store.change("d-1", _ -> status);
    long seconds = DeploymentStore.KEPT_ENDED.toSeconds();
    for (String key : List.of(Keys.deployment("d-1"), Keys.deploymentLog("d-1"))) {
      long left = context.redis().ttl(key);
      assertTrue(left > seconds / 2 && left <= seconds, key + " goes in " + left + " s");
    }
  }

  @ParameterizedTest
  @MethodSource("thatStand")
  void whatStandsIsKept(DeploymentStatus status) {
    store.admit(deployment("d-1", null), false);
    context.bean(DeploymentLog.class).append("d-1", "line");
    store.change("d-1", _ -> status);
    assertEquals(-1, context.redis().ttl(Keys.deployment("d-1")));
    assertEquals(-1, context.redis().ttl(Keys.deploymentLog("d-1")));
  }

  @Test
  void beyondTheNewestWhatHasEndedIsForgottenAndWhatStandsIsNot() {
    for (int i = 1; i <= DeploymentStore.KEPT; i++) {
      admitted(i);
    }
    store.change("d-1", _ -> new DeploymentStatus.Live(RELEASE));
    store.change("d-2", _ -> new DeploymentStatus.Cancelled("api"));
    context.bean(DeploymentLog.class).append("d-2", "line");
    admitted(DeploymentStore.KEPT + 1);
    admitted(DeploymentStore.KEPT + 2);

    assertEquals(0, context.redis().exists(Keys.deployment("d-2"), Keys.deploymentLog("d-2")));
    assertNull(context.redis().zscore(Keys.deployments("shop"), "d-2"));
    assertFalse(context.redis().hvals(Keys.deploymentOf("shop")).contains("d-2"));
    assertEquals(DeploymentStore.KEPT + 1, context.redis().zcard(Keys.deployments("shop")));
    assertTrue(store.find("d-1").isPresent(), "it is live");
    assertTrue(store.find("d-3").isPresent(), "it is queued");
  }

  @Test
  void onlyTheNewestHaveTheirLogsInRedis() {
    var log = context.bean(DeploymentLog.class);
    for (int i = 1; i <= DeploymentStore.KEPT_LOGS + 2; i++) {
      admitted(i);
      log.append("d-" + i, "line");
    }
    assertEquals(List.of(), log.all("d-2"));
    assertEquals(1, log.all("d-3").size());
    assertTrue(store.find("d-2").isPresent(), "its record is kept");
  }

  @Test
  void aCommitThatIsTriedAgainKeepsItsPlaceWhenItsOldDeploymentIsForgotten() {
    admitted(1);
    store.change("d-1", _ -> new DeploymentStatus.Cancelled("api"));
    for (int i = 2; i <= DeploymentStore.KEPT; i++) {
      admitted(i);
    }
    Deployment again = deployment("d-again", null, commit(1), DeploymentStore.KEPT + 1);
    assertEquals(new Done<>(new DeploymentAdmission.Admitted(again)), store.admit(again, false));
    assertEquals(Optional.empty(), store.find("d-1"));
    assertEquals(Optional.of(again), store.of("shop", Track.CANARY, commit(1)));
  }

  @Test
  void aRecordThatCannotBeReadIsLeftOutOfTheList() {
    admitted(1);
    admitted(2);
    context.redis().set(Keys.deployment("d-1"), "{");
    assertEquals(List.of("d-2"), store.newest("shop", 5).stream().map(Deployment::id).toList());
  }

  private void admitted(int i) {
    store.admit(deployment("d-" + i, null, commit(i), i), false);
  }

  private static String commit(int i) {
    return "%040x".formatted(i);
  }

  private static DeploymentStatus longer(DeploymentStatus status) {
    return status instanceof DeploymentStatus.Failed(String stage, String reason)
        ? new DeploymentStatus.Failed(stage, reason + ".")
        : status;
  }

  private List<String> queue() {
    return context.redis().xrange(Keys.QUEUE, Range.unbounded()).stream()
        .map(entry -> entry.getBody().get(DeploymentStore.QUEUE_FIELD))
        .toList();
  }

  private static Deployment deployment(String id, @Nullable String forced) {
    return deployment(id, forced, COMMIT, 1);
  }

  private DeploymentAdmission admit(Deployment deployment) {
    return switch (store.admit(deployment, true)) {
      case Done(DeploymentAdmission admission) -> admission;
      case Refusal<DeploymentAdmission> no -> fail(no.reason());
    };
  }

  private static Deployment deployment(
      String id, @Nullable String forced, String commit, int second) {
    Instant at = Instant.ofEpochSecond(second);
    return new Deployment(
        id,
        "shop",
        Track.CANARY,
        "canary",
        commit,
        "api",
        forced,
        at,
        at,
        new DeploymentStatus.Queued());
  }
}

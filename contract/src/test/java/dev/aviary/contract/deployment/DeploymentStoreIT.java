package dev.aviary.contract.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Track;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result.Done;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DeploymentStoreIT extends DeploymentStoreCase {
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
            Integer.toString(DeploymentStore.MOST_QUEUED - 1));
    Deployment last = deployment("d-1", null, commit(1), 1);
    assertEquals(new Done<>(new DeploymentAdmission.Admitted(last)), store.admit(last, true));
    Deployment late = deployment("d-2", null, commit(2), 2);
    assertInstanceOf(Refusal.class, store.admit(late, true));
    assertEquals(Optional.empty(), store.find("d-2"));
    assertEquals(DeploymentStore.MOST_QUEUED, queue().size());
    assertEquals("w-1", queue().getFirst());
    assertEquals(new Done<>(new DeploymentAdmission.Admitted(late)), store.admit(late, false));
  }

  @Test
  void theLongestStartOfItsContainersIsKeptWhateverBecomesOfTheDeployment() {
    store.admit(deployment("d-1", null), false);
    for (long millis : List.of(1_900L, 640L)) {
      AtomicWrite write = context.bean(Writes.class).begin();
      assertTrue(store.answering(write, "d-1", Duration.ofMillis(millis)).run().written());
    }
    store.change("d-1", _ -> new DeploymentStatus.Live(RELEASE));
    assertEquals(1_900L, store.find("d-1").orElseThrow().startMillis());
    AtomicWrite none = context.bean(Writes.class).begin();
    assertTrue(store.answering(none, "d-2", Duration.ofMillis(1)).run().written());
    assertEquals(Optional.empty(), store.find("d-2"));
    context.redis().set(Keys.deployment("d-1"), "{");
    AtomicWrite damaged = context.bean(Writes.class).begin();
    assertTrue(store.answering(damaged, "d-1", Duration.ofMillis(1)).run().written());
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
  void aChangeHoldsOnlyWhileTheDeploymentIsAsItWasRead() {
    store.admit(deployment("d-1", null), false);
    var read = store.look("d-1").orElseThrow();
    store.change("d-1", _ -> new DeploymentStatus.Cancelled("api"));
    AtomicWrite late =
        store.change(context.bean(Writes.class).begin(), read, new DeploymentStatus.Building());
    assertFalse(late.run().written());
    assertEquals(new DeploymentStatus.Cancelled("api"), store.find("d-1").orElseThrow().status());
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
}

package dev.aviary.contract.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.testing.ControlScene;
import dev.aviary.contract.testing.RedisCase;
import dev.aviary.contract.testing.RemovedApp;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of control keys beside other changes, and beside the app's removal. */
final class ControlStoreIT extends RedisCase {
  private static final String APP = "shop";
  private static final Withdrawal WITHDRAWAL =
      new Withdrawal("a".repeat(40), "d-1", "CPU 97 %", Instant.EPOCH, "balancer");

  private ControlStore store;

  @BeforeEach
  void register() {
    store = context.bean(ControlStore.class);
    context.bean(SpecStore.class).save(ControlScene.spec(APP, 0));
  }

  @Test
  void ofTwoChangesOfTheSameSplitTheSecondIsRefusedWithItsEvent() {
    Recorded<Split> read = store.split(APP);
    assertTrue(change(read, Split.of(10)).written());
    assertEquals(new WriteOutcome.Conflict(Keys.split(APP)), change(read, Split.of(90)));
    assertEquals(Split.of(10), store.split(APP).value());
    assertEquals(1, context.bean(EventLog.class).newest(10).size());
    assertTrue(change(store.split(APP), Split.of(90)).written());
  }

  @Test
  void whatCannotBeReadCanBeReplaced() {
    context.redis().set(Keys.split(APP), "{\"canaryPercent\":");
    Recorded<Split> damaged = store.split(APP);
    assertNull(damaged.value());
    assertNotNull(damaged.text());
    assertTrue(change(damaged, Split.of(5)).written());
    assertEquals(Split.of(5), store.split(APP).value());
  }

  @Test
  void aRemovalInBetweenLeavesNoKeyOfTheApp() {
    Recorded<Split> split = store.split(APP);
    Recorded<Interruption> interruption = store.interruption(APP);
    remove();
    Revision removed = revision();
    var refused = new WriteOutcome.Conflict(Keys.REMOVED);
    assertEquals(refused, change(split, Split.of(10)));
    assertEquals(refused, change(interruption, new Interruption.Pause(Instant.EPOCH)));
    assertEquals(refused, store.restore(begin(), APP, Split.of(10)).run());
    assertEquals(refused, store.restore(begin(), APP, new Interruption.Over()).run());
    assertEquals(refused, store.withdraw(APP, WITHDRAWAL));
    assertEquals(
        List.of(Keys.EVENTS, Keys.REMOVED, Keys.REVISION).stream()
            .filter(key -> context.redis().exists(key) > 0)
            .toList(),
        context.redis().keys("*").stream().sorted().toList());
    assertEquals(removed, revision());
  }

  @Test
  void anAppThatIsRegisteredAgainCanBeChanged() {
    remove();
    context.bean(SpecStore.class).save(ControlScene.spec(APP, 0));
    assertTrue(change(store.split(APP), Split.of(10)).written());
    assertTrue(store.withdraw(APP, WITHDRAWAL).written());
  }

  @Test
  void anAppThatRedisLostWithItsRemovalsCanBeWithdrawnFrom() {
    context.redis().flushall();
    assertTrue(store.withdraw(APP, WITHDRAWAL).written());
  }

  private void remove() {
    RemovedApp.put(begin(), APP, Instant.now()).run();
  }

  private <T> WriteOutcome change(Recorded<T> before, T after) {
    var event = new Event(Instant.EPOCH, "test", "changed", APP, null, null);
    return context
        .bean(EventLog.class)
        .append(store.replace(begin(), APP, before, after), event)
        .run();
  }

  private AtomicWrite begin() {
    return context.bean(Writes.class).begin();
  }

  private Revision revision() {
    return context.bean(ControlReader.class).revision();
  }
}

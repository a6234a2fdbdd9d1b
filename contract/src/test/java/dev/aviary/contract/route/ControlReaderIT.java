package dev.aviary.contract.route;

import static dev.aviary.contract.testing.ControlScene.CANARY;
import static dev.aviary.contract.testing.ControlScene.STABLE_1;
import static dev.aviary.contract.testing.ControlScene.STABLE_2;
import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.testing.ControlScene;
import dev.aviary.contract.testing.RedisCase;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ControlReaderIT extends RedisCase {
  private static final Split SPLIT = new Split(50, Stickiness.COOKIE, true);
  private static final Interruption MAINTENANCE =
      new Interruption.Maintenance("back at noon", Instant.EPOCH);

  @Test
  void ofAnEmptyRedisTheRevisionIsNoneAndThereAreNoApps() {
    assertEquals(new ControlState(Revision.NONE, Map.of(), Map.of()), reader().read());
    assertEquals(Revision.NONE, reader().revision());
  }

  @Test
  void everyControlKeyOfEveryAppIsReadWithTheRevision() {
    AppSpec shop = ControlScene.spec("shop", 0);
    Slots slots = ControlScene.slots(STABLE_1, STABLE_2, CANARY);
    var withdrawal =
        new Withdrawal(CANARY.commit(), CANARY.deployment(), "CPU 97 %", Instant.EPOCH, "monitor");
    put(shop, slots);
    ControlStore store = context.bean(ControlStore.class);
    replace(store.split("shop"), SPLIT);
    replace(store.interruption("shop"), MAINTENANCE);
    WriteOutcome last = store.withdraw("shop", withdrawal);
    ControlState state = reader().read();
    assertEquals(assertInstanceOf(WriteOutcome.Written.class, last).revision(), state.revision());
    assertEquals(
        new AppControl(
            "shop",
            shop,
            slots,
            new Rollout.Empty(),
            SPLIT,
            null,
            Withdrawals.of(Set.of(withdrawal)),
            MAINTENANCE,
            Map.of()),
        state.apps().get("shop"));
  }

  @Test
  void aKeyThatIsMissingIsNull() {
    context.redis().sadd(Keys.SPECS, "shop");
    AppControl shop = shop();
    assertNull(shop.spec());
    assertNull(shop.slots());
    assertNull(shop.rollout());
    assertNull(shop.split());
    assertEquals(Split.DEFAULT, shop.shared());
    assertEquals(Withdrawals.NONE, shop.withdrawn());
    assertNull(shop.interruption());
  }

  @Test
  void aKeyThatCannotBeReadHarmsItsOwnAppOnlyAndIsNamed() {
    put(ControlScene.spec("shop", 0), Slots.EMPTY);
    put(ControlScene.spec("toys", 1), Slots.EMPTY);
    context.redis().set(Keys.rollout("shop"), "{\"state\":");
    context.redis().lpush(Keys.split("shop"), "no string");
    context.redis().hset(Keys.withdrawn("shop"), "a:b", "{}");
    ControlState state = reader().read();
    assertEquals(Map.of(), state.app("toys").unreadable());
    assertEquals(new Rollout.Empty(), state.app("toys").rollout());
    AppControl shop = state.app("shop");
    assertEquals(ControlScene.spec("shop", 0), shop.spec());
    assertNull(shop.rollout());
    assertNull(shop.split());
    assertEquals(
        Set.of(Keys.rollout("shop"), Keys.split("shop"), Keys.withdrawn("shop")),
        shop.unreadable().keySet());
    assertTrue(String.valueOf(shop.unreadable().get(Keys.split("shop"))).contains("WRONGTYPE"));
  }

  @Test
  void anInterruptionThatWasEndedSaysSo() {
    context.redis().sadd(Keys.SPECS, "shop");
    ControlStore store = context.bean(ControlStore.class);
    replace(store.interruption("shop"), new Interruption.Pause(Instant.EPOCH.plusSeconds(1)));
    assertEquals(new Interruption.Pause(Instant.EPOCH.plusSeconds(1)), shop().interruption());
    replace(store.interruption("shop"), new Interruption.Over());
    assertEquals(new Interruption.Over(), shop().interruption());
    assertNull(Interruption.present(shop().interruption()));
    // The form that the version before this one reads.
    assertEquals(
        "{\"state\":\"pause\",\"until\":\"1970-01-01T00:00:00Z\"}",
        context.redis().get(Keys.maintenance("shop")));
    context.redis().set(Keys.maintenance("shop"), "{\"state\":\"over\"}");
    assertEquals(new Interruption.Over(), shop().interruption());
  }

  @Test
  void aReaderNeverSeesHalfAWriteNorAnotherRevisionThanItsKeys() {
    var writing = new AtomicBoolean(true);
    Thread writer =
        Thread.startVirtualThread(() -> {
          for (int i = 1; writing.get(); i++) {
            put(ControlScene.spec("shop", i % 5000), Slots.EMPTY);
          }
        });
    eventually("the writer has begun", () -> reader().revision().number() > 0);
    for (int i = 0; i < 200; i++) {
      ControlState state = reader().read();
      AppSpec shop = state.apps().values().iterator().next().spec();
      assertEquals(state.revision().number() % 5000, Objects.requireNonNull(shop).index());
    }
    writing.set(false);
    join(writer);
  }

  @Test
  void theFirstReasonOfAWithdrawalStands() {
    ControlStore store = context.bean(ControlStore.class);
    context.redis().sadd(Keys.SPECS, "shop");
    for (String reason : new String[] {"first", "second"}) {
      store.withdraw(
          "shop",
          new Withdrawal(CANARY.commit(), CANARY.deployment(), reason, Instant.EPOCH, "monitor"));
    }
    var withdrawn = shop().withdrawn();
    assertEquals("first", withdrawn.of(CANARY).orElseThrow().reason());
    assertFalse(withdrawn.of(STABLE_1).isPresent());
  }

  @Test
  void ofOneAppTheSameIsReadAndNothingOfTheOthers() {
    put(ControlScene.spec("shop", 0), ControlScene.slots(STABLE_1, STABLE_2, CANARY));
    put(ControlScene.spec("blog", 1), Slots.EMPTY);
    context.redis().hset(Keys.REMOVED, Map.of("shop", "1970-01-01T00:00:00Z over", "old", "x"));
    ControlState all = reader().read();
    ControlState one = reader().read("shop");
    assertEquals(all.revision(), one.revision());
    assertEquals(Map.of("shop", all.app("shop")), one.apps());
    assertEquals(Set.of("shop"), one.removals().keySet());
    assertEquals(Map.of(), reader().read("nobody").apps());
    assertEquals(Set.of("old"), reader().read("old").removed());
  }

  private <T> void replace(Recorded<T> before, T after) {
    context
        .bean(ControlStore.class)
        .replace(context.bean(Writes.class).begin(), "shop", before, after)
        .run();
  }

  private void put(AppSpec spec, Slots slots) {
    Wire wire = context.bean(Wire.class);
    context
        .bean(Writes.class)
        .begin()
        .addToSet(Keys.SPECS, spec.name())
        .set(Keys.slots(spec.name()), wire.write(slots))
        .set(Keys.rollout(spec.name()), wire.write(new Rollout.Empty()))
        .set(Keys.spec(spec.name()), wire.write(spec))
        .raise()
        .run();
  }

  private AppControl shop() {
    return Objects.requireNonNull(reader().read().apps().get("shop"));
  }

  private ControlReader reader() {
    return context.bean(ControlReader.class);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.aviary.contract.route;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.testing.RedisContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ControlWatchIT {
  private final List<Revision> seen = new CopyOnWriteArrayList<>();
  private RedisContext context;
  private ControlWatch watch;

  @BeforeEach
  void start() {
    context = RedisContext.start();
    watch = watch(state -> seen.add(state.revision())).start();
    eventually("the first state is handed over", () -> seen.size() == 1);
  }

  @AfterEach
  void stop() {
    watch.close();
    context.close();
  }

  @Test
  void theStateThatStandsIsHandedOverAtTheStart() {
    assertEquals(List.of(Revision.NONE), seen);
  }

  @Test
  void everyControlWriteIsHandedOver() {
    split(10);
    eventually("seen", () -> last().number() == 1);
    split(20);
    eventually("seen", () -> last().number() == 2);
  }

  @Test
  void whatChangesNothingIsNotHandedOver() {
    split(10);
    eventually("seen", () -> last().number() == 1);
    watch.nudge();
    context.redis().publish(Keys.REVISION, "a notice without a change");
    split(20);
    eventually("seen", () -> last().number() == 2);
    assertEquals(3, seen.size());
  }

  @Test
  void aLostNoticeHealsByTheRegularLook() {
    context.redis().set(Keys.REVISION, "epoch:5");
    eventually("seen", () -> last().equals(new Revision("epoch", 5)));
  }

  @Test
  void aRedisThatRestartsEmptyIsSeenAsANewEpochAndTheWatchGoesOn() {
    split(10);
    eventually("seen", () -> last().number() == 1);
    Revision before = last();
    context.server().stop();
    eventually("lost", () -> !watch.connected());
    context.server().startAgain();
    eventually("back", () -> watch.connected());
    eventually("the loss is seen", () -> last().equals(Revision.NONE));
    split(20);
    eventually("seen", () -> last().number() == 1);
    assertNotEquals(before.epoch(), last().epoch());
  }

  @Test
  void aRevisionThatCannotBeReadIsSkippedUntilItCan() {
    context.redis().set(Keys.REVISION, "no revision");
    watch.nudge();
    context.redis().set(Keys.REVISION, "epoch:6");
    eventually("seen", () -> last().equals(new Revision("epoch", 6)));
    assertTrue(watch.connected());
  }

  @Test
  void aListenerThatFailsIsOfferedTheStateAgain() {
    var offers = new AtomicInteger();
    try (var other =
        watch(_ -> {
          if (offers.incrementAndGet() == 1) {
            throw new IllegalStateException("not now");
          }
        })) {
      other.start();
      eventually("offered again", () -> offers.get() == 2);
    }
  }

  private ControlWatch watch(Consumer<ControlState> listener) {
    return new ControlWatch(
        context.bean(RedisLink.class),
        context.bean(ControlReader.class),
        context.bean(BackgroundLoops.class),
        listener);
  }

  private Revision last() {
    return seen.getLast();
  }

  private void split(int percent) {
    ControlStore store = context.bean(ControlStore.class);
    store
        .replace(context.bean(Writes.class).begin(), "shop", store.split("shop"), Split.of(percent))
        .run();
  }
}

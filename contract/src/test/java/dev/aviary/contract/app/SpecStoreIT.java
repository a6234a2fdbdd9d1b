package dev.aviary.contract.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.ControlState;
import dev.aviary.contract.testing.RedisCase;
import dev.aviary.contract.testing.RemovedApp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SpecStoreIT extends RedisCase {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private SpecStore specs;

  @BeforeEach
  void anAppThatWasRemoved() {
    specs = context.bean(SpecStore.class);
    specs.save(spec("shop"));
    assertTrue(removal(NOON).run().written());
  }

  @Test
  void anAppThatIsRegisteredAgainStillSaysWhenItWasRemoved() {
    assertEquals(Set.of("shop"), state().removed());
    specs.save(spec("shop"));
    assertEquals(Set.of(), state().removed());
    assertEquals(Map.of("shop", new RemovalMark(NOON, true)), state().removals());
    specs.save(spec("shop"));
    assertEquals(Map.of("shop", new RemovalMark(NOON, true)), state().removals());
  }

  @Test
  void aSecondRemovalIsAnotherOne() {
    specs.save(spec("shop"));
    removal(NOON.plusSeconds(1)).run();
    assertEquals(Map.of("shop", new RemovalMark(NOON.plusSeconds(1), false)), state().removals());
  }

  @Test
  void aRegistrationThatARemovalOvertookIsNotWritten() {
    for (String app : List.of("shop", "toys")) {
      AtomicWrite late = specs.put(context.bean(Writes.class).begin(), spec(app));
      RemovedApp.put(begin(), app, NOON.plusSeconds(2)).run();
      assertFalse(late.run().written(), app);
      assertTrue(specs.find(app).isEmpty(), app);
    }
  }

  private AtomicWrite removal(Instant at) {
    return RemovedApp.put(begin(), "shop", at);
  }

  private AtomicWrite begin() {
    return context.bean(Writes.class).begin();
  }

  private ControlState state() {
    return context.bean(ControlReader.class).read();
  }

  @SuppressWarnings("NullAway") // null is what a missing field is on the wire
  private static AppSpec spec(String name) {
    return new AppSpec(name, 0, "file:///a", null, null, null, List.of(), null, null);
  }
}

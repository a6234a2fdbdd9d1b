package dev.aviary.contract.telemetry;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.testing.RedisCase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class BalancerStoreIT extends RedisCase {
  private static final Revision FIVE = new Revision("epoch", 5);
  private static final Revision SIX = new Revision("epoch", 6);
  private BalancerStore store;

  @BeforeAll
  void findBalancerStore() {
    store = context.bean(BalancerStore.class);
  }

  @Test
  void aRevisionIsAcknowledgedWhenEveryMemberHasAppliedIt() {
    beat("b-1", FIVE, 0);
    beat("b-2", SIX, 0);
    assertTrue(store.acknowledged(FIVE));
    assertFalse(store.acknowledged(SIX));
    beat("b-1", SIX, 0);
    assertTrue(store.acknowledged(SIX));
  }

  @Test
  void aLaterNumberOfAnotherEpochAcknowledgesNothing() {
    beat("b-1", new Revision("other", 99), 0);
    assertFalse(store.acknowledged(FIVE));
  }

  @Test
  void aSilentMemberIsUnknownAndNotAbsent() {
    beat("b-1", SIX, 0);
    beat("b-2", SIX, 0);
    context.redis().pexpire(Keys.balancer("b-2"), 1);
    eventually("silent", () -> context.redis().exists(Keys.balancer("b-2")) == 0);
    assertEquals(Optional.empty(), store.heartbeats());
    assertFalse(store.acknowledged(FIVE));
    assertFalse(store.idle("c-1", FIVE));
    assertEquals(Set.of("b-1", "b-2"), context.redis().smembers(Keys.BALANCERS));
    assertEquals(List.of("b-2"), store.silent());
  }

  @Test
  void aForgottenMemberNoLongerCounts() {
    beat("b-1", SIX, 0);
    beat("b-2", FIVE, 7);
    store.forget("b-2");
    assertTrue(store.acknowledged(SIX));
    assertTrue(store.idle("c-1", SIX));
    assertEquals(0L, context.redis().exists(Keys.balancer("b-2")));
  }

  @Test
  void aHeartbeatEndsByItself() {
    beat("b-1", SIX, 0);
    long left = context.redis().pttl(Keys.balancer("b-1"));
    assertTrue(left > 0 && left <= BalancerStore.EXPIRY.toMillis(), "left: " + left);
  }

  @Test
  void aContainerIsIdleWhenNobodyWhoAppliedTheRevisionHasARequestOnIt() {
    beat("b-1", SIX, 1);
    assertFalse(store.idle("c-1", FIVE));
    assertTrue(store.idle("c-other", FIVE));
    beat("b-1", FIVE, 0);
    assertFalse(store.idle("c-1", SIX));
    beat("b-1", SIX, 0);
    assertTrue(store.idle("c-1", SIX));
  }

  @Test
  void withoutAnyMemberNobodyRoutes() {
    assertEquals(Optional.of(List.of()), store.heartbeats());
    assertTrue(store.acknowledged(SIX));
    assertTrue(store.idle("c-1", SIX));
  }

  private void beat(String id, Revision applied, int inFlight) {
    store.beat(new Heartbeat(id, Instant.EPOCH, applied, Map.of("c-1", inFlight), List.of()));
  }
}

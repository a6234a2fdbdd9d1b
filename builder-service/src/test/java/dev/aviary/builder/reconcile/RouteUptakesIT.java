package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.telemetry.Heartbeat;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.RedisClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RouteUptakesIT {
  private static final Revision FIFTH = new Revision("e", 5);

  private final RealRedis redis = RealRedis.start();
  private final RedisClient client = redis.client();
  private final BalancerStore balancers =
      new BalancerStore(new RedisLink(client), Wire.standalone());
  private long now = 1;
  private final RouteUptakes uptakes = new RouteUptakes(balancers, () -> now);

  @AfterEach
  void stop() {
    client.shutdown();
    redis.close();
  }

  @Test
  void withoutAnyBalancerNobodyIsWaitedFor() {
    assertEquals(RouteUptake.CLEAR, uptakes.serving("c", FIFTH));
    assertEquals(RouteUptake.CLEAR, uptakes.draining("c", FIFTH));
  }

  @Test
  void afterTheDataWasLostTheBalancersGetTimeToMakeThemselvesKnown() {
    uptakes.distrust();
    assertEquals(RouteUptake.UNSEEN, uptakes.draining("c", FIFTH));
    now += RouteUptakes.SETTLE.toNanos();
    assertEquals(RouteUptake.CLEAR, uptakes.draining("c", FIFTH));
  }

  @Test
  void everyBalancerMustHaveSeenTheRevisionAtWhichTheDrainWasFirstSeen() {
    beat("one", FIFTH, 0);
    beat("two", new Revision("e", 4), 0);
    assertEquals(RouteUptake.UNSEEN, uptakes.draining("c", FIFTH));
    beat("two", FIFTH, 0);
    assertEquals(RouteUptake.CLEAR, uptakes.draining("c", new Revision("e", 9)));
  }

  @Test
  void aBalancerThatIsSilentHasSeenNothing() {
    beat("one", FIFTH, 0);
    client.connect().sync().sadd("{aviary}:balancers", "silent");
    assertEquals(RouteUptake.UNSEEN, uptakes.draining("c", FIFTH));
  }

  @Test
  void requestsInFlightAreWaitedForUntilTheDeadline() {
    beat("one", FIFTH, 1);
    assertEquals(RouteUptake.IN_FLIGHT, uptakes.draining("c", FIFTH));
    now += RouteUptakes.DRAIN.toNanos() - 1;
    assertEquals(RouteUptake.IN_FLIGHT, uptakes.draining("c", FIFTH));
    now += 1;
    assertEquals(RouteUptake.CLEAR, uptakes.draining("c", FIFTH));
  }

  @Test
  void theDeadlineDoesNotRunBeforeTheBalancersHaveSeenIt() {
    beat("one", new Revision("e", 4), 1);
    assertEquals(RouteUptake.UNSEEN, uptakes.draining("c", FIFTH));
    now += 10 * RouteUptakes.DRAIN.toNanos();
    beat("one", FIFTH, 1);
    assertEquals(RouteUptake.IN_FLIGHT, uptakes.draining("c", FIFTH));
  }

  @Test
  void anotherEpochHasToBeSeenAnew() {
    beat("one", FIFTH, 0);
    assertEquals(RouteUptake.CLEAR, uptakes.draining("c", FIFTH));
    assertEquals(RouteUptake.UNSEEN, uptakes.draining("c", new Revision("f", 1)));
  }

  private void beat(String id, Revision applied, int inFlight) {
    balancers.beat(new Heartbeat(id, Instant.EPOCH, applied, Map.of("c", inFlight), List.of()));
  }
}

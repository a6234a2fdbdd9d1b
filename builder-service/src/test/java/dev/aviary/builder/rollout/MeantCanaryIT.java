package dev.aviary.builder.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.secret.Vaults;
import dev.aviary.builder.trigger.DeploymentIds;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.idempotency.IdempotencyStore;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.RedisClient;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of one canary touches no other, on a real Redis. */
final class MeantCanaryIT {
  private static final String COMMIT = "a".repeat(40);
  private static final Release RELEASE =
      new Release("shop-2", "shop", "canary", COMMIT, "sha256:1", null);
  private static final Consent PLAIN = new Consent(false, null);

  private RealRedis server;
  private RedisClient client;
  private RedisLink link;
  private RolloutStore rollouts;
  private RolloutService service;
  private CanaryWithdrawal withdrawal;

  @BeforeEach
  void start() {
    server = RealRedis.start();
    client = server.client();
    link = new RedisLink(client);
    var wire = Wire.standalone();
    var writes = new Writes(link);
    var deployments = new DeploymentStore(link, writes, wire, Clock.systemUTC());
    var events = new EventLog(link, writes, wire);
    var requests = new IdempotencyStore(link, wire);
    rollouts = new RolloutStore(link, wire);
    service =
        new RolloutService(
            rollouts,
            deployments,
            new DeploymentIds(Clock.systemUTC()),
            new ControlReader(link, wire),
            events,
            requests,
            Vaults.at(link, "0".repeat(64)),
            writes,
            Clock.systemUTC());
    withdrawal =
        new CanaryWithdrawal(
            rollouts,
            deployments,
            new ControlStore(link, writes, wire),
            events,
            requests,
            writes,
            Clock.systemUTC());
    var canary = new Placement(RELEASE, "d-2");
    rollouts
        .put(writes.begin(), "shop", null, new Rollout.Trying(null, canary, true, null, null))
        .run();
    Instant now = Instant.EPOCH;
    deployments.admit(
        new Deployment(
            "d-2",
            "shop",
            Track.CANARY,
            "canary",
            COMMIT,
            "api",
            null,
            now,
            now,
            new DeploymentStatus.Live(RELEASE)),
        false);
  }

  @AfterEach
  void stop() {
    client.shutdown();
    server.close();
  }

  @Test
  void anotherCanaryThanTheOneThatIsMeantIsNotPromoted() {
    Result<Deployment> refused = service.promote("shop", "d-1", PLAIN, null);
    assertTrue(
        assertInstanceOf(Refusal.class, refused).reason().contains("d-1 is no longer the canary"));
    assertInstanceOf(Rollout.Trying.class, rollouts.find("shop").orElseThrow().rollout());
    assertInstanceOf(Done.class, service.promote("shop", "d-2", PLAIN, null));
  }

  @Test
  void anotherCanaryThanTheOneThatIsMeantIsNotWithdrawn() {
    Result<Deployment> refused = withdrawal.withdraw("shop", "d-1", "why", null);
    assertTrue(
        assertInstanceOf(Refusal.class, refused).reason().contains("d-1 is no longer the canary"));
    assertEquals(0, link.commands().exists(Keys.withdrawn("shop")));
    assertInstanceOf(Done.class, withdrawal.withdraw("shop", "d-2", "why", null));
    assertEquals(1, link.commands().exists(Keys.withdrawn("shop")));
  }

  @Test
  void withoutOneThatIsMeantItIsWhicheverThereIs() {
    assertInstanceOf(Done.class, service.promote("shop", null, PLAIN, null));
  }
}

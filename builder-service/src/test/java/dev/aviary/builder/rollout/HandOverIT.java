package dev.aviary.builder.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.aviary.builder.secret.Vaults;
import dev.aviary.builder.trigger.DeploymentIds;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.idempotency.IdempotencyStore;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.RedisClient;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a built deployment comes to its rollout, on a real Redis. */
final class HandOverIT {
  private static final int ROUNDS = 300;
  private static final String COMMIT = "a".repeat(40);

  private RealRedis server;
  private RedisClient client;
  private Writes writes;
  private DeploymentStore deployments;
  private RolloutStore rollouts;
  private RolloutService service;

  @BeforeEach
  void start() {
    server = RealRedis.start();
    client = server.client();
    var link = new RedisLink(client);
    var wire = Wire.standalone();
    writes = new Writes(link);
    deployments = new DeploymentStore(link, writes, wire, Clock.systemUTC());
    rollouts = new RolloutStore(link, wire);
    service =
        new RolloutService(
            rollouts,
            deployments,
            new DeploymentIds(Clock.systemUTC()),
            new ControlReader(link, wire),
            new EventLog(link, writes, wire),
            new IdempotencyStore(link, wire),
            Vaults.at(link, "0".repeat(64)),
            writes,
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    client.shutdown();
    server.close();
  }

  @Test
  void aDeploymentThatIsCancelledMeanwhileNeverComesBackToLife() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < ROUNDS; i++) {
        Deployment deployment = building("shop-" + i);
        var together = new CyclicBarrier(2);
        var taken =
            threads.submit(() ->
                at(
                    together,
                    () ->
                        service.built(deployment, release(deployment), UnaryOperator.identity())));
        var cancelled = threads.submit(() -> at(together, () -> cancel(deployment)));
        boolean ended = cancelled.get().status() instanceof DeploymentStatus.Cancelled;
        if (ended) {
          assertInstanceOf(Refusal.class, taken.get(), "round " + i);
          assertEquals(cancelled.get(), deployments.find(deployment.id()).orElseThrow());
          assertEquals(new Rollout.Empty(), rollout(deployment), "round " + i);
        } else {
          assertInstanceOf(Done.class, taken.get(), "round " + i);
          assertInstanceOf(Rollout.Trying.class, rollout(deployment), "round " + i);
        }
      }
    }
  }

  @Test
  void aDeploymentThatNothingIsOnRecordOfIsNotTaken() {
    Deployment deployment = deployment("shop");
    rollouts.put(writes.begin(), "shop", null, new Rollout.Empty()).run();
    assertInstanceOf(
        Refusal.class, service.built(deployment, release(deployment), UnaryOperator.identity()));
    assertEquals(new Rollout.Empty(), rollout(deployment));
  }

  private static <T> T at(CyclicBarrier together, Callable<T> action) throws Exception {
    together.await();
    return action.call();
  }

  private Deployment building(String app) {
    Deployment deployment = deployment(app);
    deployments.admit(deployment, false);
    rollouts.put(writes.begin(), app, null, new Rollout.Empty()).run();
    return deployment;
  }

  /** As a person does, as long as nothing of it runs. */
  private Deployment cancel(Deployment deployment) {
    return deployments
        .change(
            deployment.id(),
            status ->
                status instanceof DeploymentStatus.Building
                    ? new DeploymentStatus.Cancelled("api")
                    : status)
        .orElseThrow();
  }

  private Rollout rollout(Deployment deployment) {
    return rollouts.find(deployment.app()).orElseThrow().rollout();
  }

  private static Release release(Deployment deployment) {
    return new Release(
        deployment.app() + "-1", deployment.app(), "canary", COMMIT, "sha256:1", null);
  }

  private static Deployment deployment(String app) {
    Instant now = Instant.EPOCH;
    return new Deployment(
        "d-" + app,
        app,
        Track.CANARY,
        "canary",
        COMMIT,
        "api",
        null,
        now,
        now,
        new DeploymentStatus.Building());
  }
}

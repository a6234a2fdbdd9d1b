package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.redis.Keys;
import dev.aviary.system.ci.Travis.Build;
import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import io.lettuce.core.RedisClient;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two things at once. */
@ExtendWith(StackExtension.class)
final class RacesIT {
  private final OwnStack own;
  private final Stack stack;

  RacesIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
  }

  @Test
  void aWithdrawalInTheMiddleOfAPromoteReturnsBothStableSlots() {
    App app = own.app("withdrawn-promote");
    app.await(app.deploy("master"), "live");
    String stable = app.repository().tip("master");
    String canary = app.repository().tip("canary");
    String tried = app.await(app.deploy("canary"), "live");
    try (SteadyLoad load = app.load(50, Place.stable(stable), Place.canary(canary))) {
      load.allow(Place.stable(canary));
      Answer promote = app.promote().expectSuccess();
      Await.until(
          "the promote has begun to change the stable slots",
          Stack.PATIENCE,
          () -> stack.host().containers(app.name()).size() > 3,
          () -> app.status(promote.text("id")));
      app.withdraw("not this one").expectSuccess();
      app.await(promote, "cancelled");
      app.awaitStable(stable);
      app.awaitNoCanary();
      assertEquals("withdrawn", app.status(tried));
      load.forbid(Place.stable(canary)).forbid(Place.canary(canary));
      load.next(100);
      load.verify();
    }
    assertEquals(409, app.promote().status());
  }

  @Test
  void theThreeTriggersOfOnePushAtOnceAreOneDeployment() throws Exception {
    App app = own.app("three-triggers");
    String commit = app.repository().tip("master");
    Build build = Build.passed(app.slug(), "master", commit, 1);
    List<Callable<Answer>> triggers =
        List.of(
            () -> own.travis().deliver(stack.builder(), build),
            () -> app.build("master"),
            () -> app.deploy("master"));
    Set<String> ids;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ids =
          threads.invokeAll(triggers).stream()
              .map(RacesIT::answer)
              .map(answer -> answer.text("id"))
              .collect(Collectors.toSet());
    }
    assertEquals(1, ids.size(), ids.toString());
    assertEquals(1, app.deployments());
    app.awaitStable(commit);
    assertEquals(2, stack.host().containers(app.name()).size());
  }

  @Test
  void aBuilderWhoseLeaseExpiredWhileItStoodStillRemovesNothing() {
    App app = own.app("expired-lease");
    app.await(app.deploy("master"), "live");
    String canary = app.await(app.deploy("canary"), "live");
    Set<String> containers = Set.copyOf(stack.host().containers(app.name()));
    try (RedisClient redis = stack.redis();
        var connection = redis.connect()) {
      var commands = connection.sync();
      Instant stopped = Instant.now();
      stack.host().signal("builder", "STOP");
      try {
        Await.until(
            "the lease has expired", Stack.PATIENCE, () -> commands.exists(Keys.LEADER) == 0);
        commands.set(Keys.LEADER, "another-builder:1,2 1000000");
        withdrawAtTheBalancer(app, canary);
      } finally {
        stack.host().signal("builder", "CONT");
      }
      try {
        Await.until(
            "the builder has noticed",
            Stack.PATIENCE,
            () -> lostLease(stack.host().log("builder", stopped)));
        assertEquals(503, app.slot("canary", "/").status());
        assertEquals(containers, Set.copyOf(stack.host().containers(app.name())));
      } finally {
        commands.del(Keys.LEADER);
      }
    }
    app.awaitNoCanary();
    assertEquals("withdrawn", app.status(canary));
    app.awaitStable(app.repository().tip("master"));
  }

  private static boolean lostLease(String log) {
    return log.contains("Lost the lease");
  }

  private void withdrawAtTheBalancer(App app, String deployment) {
    stack
        .balancer()
        .post(
            "/apps/" + app.name() + "/withdrawals",
            """
            {"commit": "%s", "deployment": "%s", "reason": "by the test", "by": "test"}\
            """
                .formatted(app.repository().tip("canary"), deployment))
        .expectSuccess();
  }

  private static Answer answer(Future<Answer> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}

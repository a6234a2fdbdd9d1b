package dev.aviary.contract.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.testing.RedisCase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;

/** What the tests of the records of deployments share. */
abstract class DeploymentStoreCase extends RedisCase {
  static final String COMMIT = "2".repeat(40);
  static final Release RELEASE =
      new Release("shop-2222222-1", "shop", "canary", COMMIT, "sha256:2", null);
  DeploymentStore store;

  @BeforeAll
  void findDeploymentStore() {
    store = context.bean(DeploymentStore.class);
  }

  static List<DeploymentStatus> thatStand() {
    return List.of(
        new DeploymentStatus.Queued(),
        new DeploymentStatus.Building(),
        new DeploymentStatus.Starting(RELEASE),
        new DeploymentStatus.Live(RELEASE),
        new DeploymentStatus.Withdrawn(RELEASE, "CPU 97 %"));
  }

  static List<DeploymentStatus> thatDoNotStand() {
    return List.of(
        new DeploymentStatus.Replaced(RELEASE, "d-9"),
        new DeploymentStatus.Failed("build", "no space"),
        new DeploymentStatus.Superseded("d-9"),
        new DeploymentStatus.Cancelled("d-9"));
  }

  void admitted(int i) {
    store.admit(deployment("d-" + i, null, commit(i), i), false);
  }

  static String commit(int i) {
    return "%040x".formatted(i);
  }

  static Deployment deployment(String id, @Nullable String forced) {
    return deployment(id, forced, COMMIT, 1);
  }

  DeploymentAdmission admit(Deployment deployment) {
    return switch (store.admit(deployment, true)) {
      case Done(DeploymentAdmission admission) -> admission;
      case Refusal<DeploymentAdmission> no -> fail(no.reason());
    };
  }

  static Deployment deployment(String id, @Nullable String forced, String commit, int second) {
    Instant at = Instant.ofEpochSecond(second);
    return new Deployment(
        id,
        "shop",
        Track.CANARY,
        "canary",
        commit,
        "api",
        forced,
        at,
        at,
        new DeploymentStatus.Queued());
  }
}

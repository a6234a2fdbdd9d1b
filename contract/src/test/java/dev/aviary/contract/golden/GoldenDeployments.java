package dev.aviary.contract.golden;

import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.testing.Golden;
import dev.aviary.contract.testing.GoldenValues;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A deployment in every status. */
final class GoldenDeployments {
  private static final Release RELEASE = GoldenValues.CANARY.release();
  private static final Instant CHANGED = Instant.parse("2026-01-02T03:05:06Z");

  private GoldenDeployments() {}

  static Stream<Golden> all() {
    return Stream.of(
        deployment("queued", new DeploymentStatus.Queued(), "repaired the loop"),
        new Golden("deployment-image", image()),
        new Golden("deployment-measured", measured()),
        new Golden("deployment-traced", traced()),
        deployment("building", new DeploymentStatus.Building(), null),
        deployment("starting", new DeploymentStatus.Starting(RELEASE), null),
        deployment("live", new DeploymentStatus.Live(RELEASE), null),
        deployment("replaced", new DeploymentStatus.Replaced(RELEASE, "d-new"), null),
        deployment("withdrawn", new DeploymentStatus.Withdrawn(RELEASE, "CPU 97 %"), null),
        deployment("failed", new DeploymentStatus.Failed("probe", "no answer within 60 s"), null),
        deployment("superseded", new DeploymentStatus.Superseded("d-new"), null),
        deployment("cancelled", new DeploymentStatus.Cancelled("d-new"), null));
  }

  private static Deployment image() {
    return new Deployment(
        "d-canary",
        "shop",
        Track.CANARY,
        "canary",
        RELEASE.commit(),
        "api",
        null,
        GoldenValues.AT,
        CHANGED,
        new DeploymentStatus.Queued(),
        "registry.example/shop@sha256:" + "2".repeat(64));
  }

  private static Deployment traced() {
    return new Deployment(
            "d-canary",
            "shop",
            Track.CANARY,
            "canary",
            RELEASE.commit(),
            "build",
            null,
            GoldenValues.AT,
            CHANGED,
            new DeploymentStatus.Queued())
        .within("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  }

  private static Deployment measured() {
    return new Deployment(
            "d-canary",
            "shop",
            Track.CANARY,
            "canary",
            RELEASE.commit(),
            "api",
            null,
            GoldenValues.AT,
            CHANGED,
            new DeploymentStatus.Live(RELEASE.withImageBytes(104_857_600L)))
        .answering(Duration.ofMillis(1_900))
        .answering(Duration.ofMillis(640));
  }

  private static Golden deployment(String name, DeploymentStatus status, @Nullable String forced) {
    return new Golden(
        "deployment-" + name,
        new Deployment(
            "d-canary",
            "shop",
            Track.CANARY,
            "canary",
            RELEASE.commit(),
            "travis",
            forced,
            GoldenValues.AT,
            CHANGED,
            status));
  }
}

package dev.aviary.builder.trigger;

import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.release.Pending;
import dev.aviary.builder.release.PendingSettings;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Credentials;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentAdmission;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.idempotency.IdempotentRequest;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the settings of an app live with what runs of it: a deployment like any other, of the same
 * commit, as a release of its own. It takes the image that is there; where a setting changed that
 * an image is made by, the commit is built again.
 */
@Singleton
final class Redeployment {
  /** How many deployments are looked through for one that has not ended. */
  private static final int LOOKED_AT = 100;

  private final RolloutStore rollouts;
  private final DeploymentStore deployments;
  private final DeploymentIds ids;
  private final PendingSettings settings;
  private final DeploymentRecorder entry;
  private final InstantSource clock;

  Redeployment(
      RolloutStore rollouts,
      DeploymentStore deployments,
      DeploymentIds ids,
      PendingSettings settings,
      DeploymentRecorder entry,
      InstantSource clock) {
    this.rollouts = rollouts;
    this.deployments = deployments;
    this.ids = ids;
    this.settings = settings;
    this.entry = entry;
    this.clock = clock;
  }

  Result<DeploymentAdmission> ask(
      AppSpec app, RedeployRequest request, Origin origin, @Nullable IdempotentRequest once) {
    Track track = track(request.track());
    while (true) {
      Held held = rollouts.find(app.name()).orElse(null);
      if (held == null) {
        return refused(
            "the builder has not read the state of %s yet; try again in a moment"
                .formatted(app.name()));
      }
      Optional<Refusal<DeploymentAdmission>> against = underWay(app.name(), track, held.rollout());
      if (against.isPresent()) {
        return against.get();
      }
      Placement placement =
          track == Track.STABLE ? held.rollout().stable() : held.rollout().canary();
      if (placement == null) {
        return refused(
            "%s has no %s release to redeploy; deploy one first: POST /deployments"
                .formatted(app.name(), track.id()));
      }
      Pending pending = settings.of(app, placement.release());
      Optional<Refusal<DeploymentAdmission>> pointless =
          pointless(app, placement.release(), pending);
      if (pointless.isPresent()) {
        return pointless.get();
      }
      String why = why(pending, request.reason());
      Optional<Result<DeploymentAdmission>> result =
          entry.admit(deployment(placement, track), origin, once, held, why);
      if (result.isPresent()) {
        return result.get();
      }
    }
  }

  /** Nothing changed, or what changed cannot be built. */
  private static Optional<Refusal<DeploymentAdmission>> pointless(
      AppSpec app, Release release, Pending pending) {
    if (pending.none()) {
      return Optional.of(
          refused(
              "release %s runs with the settings that %s has now; change them first: PUT /apps/%s"
                  .formatted(release.id(), app.name(), app.name())));
    }
    if (!pending.building().isEmpty() && !canBuild(app)) {
      return Optional.of(
          refused(
              "%s changed, which needs a build, and the repository of %s is not known; give it again: PUT /apps/%s"
                  .formatted(String.join(", ", pending.building()), app.name(), app.name())));
    }
    return Optional.empty();
  }

  private static Track track(@Nullable String name) {
    Check.that(
        name == null || name.equals(Track.STABLE.id()) || name.equals(Track.CANARY.id()),
        "track is '" + name + "'; give stable or canary");
    return Track.CANARY.id().equals(name) ? Track.CANARY : Track.STABLE;
  }

  /** What is under way: a newer commit must not give way to an older one with new settings. */
  private Optional<Refusal<DeploymentAdmission>> underWay(
      String app, Track track, Rollout rollout) {
    if (rollout instanceof Rollout.Removing) {
      return Optional.of(refused(app + " is being removed"));
    }
    String underway = rollout.underway();
    return Optional.ofNullable(underway)
        .or(() ->
            deployments.newest(app, LOOKED_AT).stream()
                .filter(each -> each.track() == track && !each.status().ended())
                .map(Deployment::id)
                .findFirst())
        .map(id -> refused("deployment " + id + " is under way; try again when it has ended"));
  }

  private static boolean canBuild(AppSpec app) {
    return app.hasRepository() && !Credentials.areHidden(app.repository());
  }

  private static String why(Pending pending, @Nullable String reason) {
    String changed = "takes " + String.join(", ", pending.all()) + " live";
    String build = pending.building().isEmpty() ? "" : ", by another build of the same commit";
    return changed + build + (reason == null || reason.isBlank() ? "" : ": " + reason.strip());
  }

  private Deployment deployment(Placement placement, Track track) {
    Instant now = clock.instant();
    Release release = placement.release();
    return new Deployment(
        ids.next(),
        release.app(),
        track,
        release.branch(),
        release.commit(),
        Deployment.REDEPLOY,
        null,
        now,
        now,
        new DeploymentStatus.Queued());
  }

  private static Refusal<DeploymentAdmission> refused(String reason) {
    return Refusal.conflict(reason);
  }
}

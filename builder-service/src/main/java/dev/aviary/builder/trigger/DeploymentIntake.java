package dev.aviary.builder.trigger;

import dev.aviary.builder.registry.ImageReference;
import dev.aviary.builder.registry.ImageRegistry;
import dev.aviary.builder.source.BranchTip;
import dev.aviary.builder.source.Remote;
import dev.aviary.builder.trigger.BuildNumbers.Numbering;
import dev.aviary.contract.app.Credentials;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentAdmission;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.Withdrawal;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides on each request to deploy, whichever trigger it came by: a new deployment, the one that
 * stands, or a refusal. The same request may come several times and at once.
 */
@Singleton
public final class DeploymentIntake {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentIntake.class);

  private final Remote remote;
  private final ImageRegistry registry;
  private final ControlReader control;
  private final BuildNumbers numbers;
  private final RolloutStore rollouts;
  private final DeploymentStore deployments;
  private final DeploymentRecorder entry;
  private final Supersession supersession;

  DeploymentIntake(
      Remote remote,
      ImageRegistry registry,
      ControlReader control,
      BuildNumbers numbers,
      RolloutStore rollouts,
      DeploymentStore deployments,
      DeploymentRecorder entry,
      Supersession supersession) {
    this.remote = remote;
    this.registry = registry;
    this.control = control;
    this.numbers = numbers;
    this.rollouts = rollouts;
    this.deployments = deployments;
    this.entry = entry;
    this.supersession = supersession;
  }

  /** Queues a deployment, finds the one that stands already, or says why neither. */
  public Result<DeploymentAdmission> ask(WantedDeployment wanted) {
    Result<DeploymentAdmission> result = decide(wanted);
    if (result instanceof Refusal<DeploymentAdmission> refused) {
      LOG.atWarn()
          .addKeyValue("app", wanted.app().name())
          .addKeyValue("branch", wanted.branch().name())
          .addKeyValue("trigger", wanted.trigger())
          .addKeyValue("client", wanted.origin().client())
          .addKeyValue("request", wanted.origin().request())
          .addKeyValue("reason", refused.reason())
          .log("Refused a deployment");
    }
    return result;
  }

  private Result<DeploymentAdmission> decide(WantedDeployment wanted) {
    AppControl app = control.read(wanted.app().name()).app(wanted.app().name());
    if (!app.unreadable().isEmpty()) {
      return Refusal.conflict(
          "the record of %s in Redis cannot be read; repair or delete %s"
              .formatted(app.app(), String.join(", ", app.unreadable().keySet())));
    }
    if (app.rollout() instanceof Rollout.Removing) {
      return goes(app.app());
    }
    if (wanted.image() != null) {
      return byImage(wanted, wanted.image());
    }
    if (!wanted.app().hasRepository()) {
      return Refusal.conflict(
          "%s has no repository; give one with PUT /apps/%s, or deploy an image: POST /deployments {\"app\":\"%s\",\"image\":\"registry/name:tag\"}"
              .formatted(app.app(), app.app(), app.app()));
    }
    if (Credentials.areHidden(wanted.app().repository())) {
      return Refusal.conflict(
          "the credentials of the repository of %s were lost with Redis's data; give its address again: PUT /apps/%s"
              .formatted(wanted.app().name(), wanted.app().name()));
    }
    Optional<Result<DeploymentAdmission>> known = knownBuild(wanted);
    if (known.isPresent()) {
      return known.get();
    }
    return switch (remote.tip(wanted.app(), wanted.branch())) {
      case BranchTip.At(String tip) when wanted.isOfTheTip() && !tip.equals(wanted.commit()) ->
          late(wanted, "the branch stands at " + tip.substring(0, Release.SHORT) + " by now");
      case BranchTip.At(String tip) ->
          enter(wanted, wanted.commit() == null ? tip : wanted.commit(), tip);
      case BranchTip.NoBranch _ ->
          new Refusal<>(
              HttpStatus.UNPROCESSABLE_ENTITY,
              "the repository of %s has no branch %s"
                  .formatted(wanted.app().name(), wanted.branch().name()));
      case BranchTip.Unreachable(String reason) ->
          new Refusal<>(
              HttpStatus.BAD_GATEWAY,
              "the repository of %s cannot be reached: %s".formatted(wanted.app().name(), reason));
    };
  }

  /** An image stands for its commit by the first digits of its digest. */
  private Result<DeploymentAdmission> byImage(WantedDeployment wanted, ImageReference image) {
    return switch (registry.find(wanted.app().name(), image)) {
      case Done(ImageReference exact) ->
          enter(wanted.withImage(exact), exact.commit(), exact.commit());
      case Refusal<ImageReference> no -> no.as();
    };
  }

  private Result<DeploymentAdmission> enter(WantedDeployment wanted, String commit, String tip) {
    Optional<Withdrawal> withdrawal = withdrawn(wanted.app().name(), commit);
    if (withdrawal.isPresent()) {
      if (wanted.forced() == null) {
        return wasWithdrawn(commit, withdrawal.get().reason());
      }
      settle(withdrawal.get());
    }
    while (true) {
      Optional<Result<DeploymentAdmission>> known = knownBuild(wanted);
      if (known.isPresent()) {
        return known.get();
      }
      // After the repository was asked, which may take long enough for the app to be removed.
      String app = wanted.app().name();
      Held rollout = rollouts.find(app).orElse(null);
      if (rollout == null ? !isKnown(app) : rollout.rollout() instanceof Rollout.Removing) {
        return goes(app);
      }
      Optional<Result<DeploymentAdmission>> admission = entry.admit(wanted, commit, rollout);
      if (admission.isPresent()) {
        return admission.get() instanceof Done(DeploymentAdmission made)
            ? follow(wanted, made, tip)
            : admission.get();
      }
    }
  }

  private boolean isKnown(String app) {
    return control.read(app).apps().containsKey(app);
  }

  private static Result<DeploymentAdmission> goes(String app) {
    return Refusal.conflict(app + " is being removed");
  }

  /** What comes of a deployment that was admitted, or stood already. */
  private Result<DeploymentAdmission> follow(
      WantedDeployment wanted, DeploymentAdmission admission, String tip) {
    switch (admission) {
      case DeploymentAdmission.Admitted(Deployment admitted) ->
          supersession.sweep(admitted.app(), admitted.track());
      case DeploymentAdmission.Standing(Deployment standing) -> {
        if (standing.status() instanceof DeploymentStatus.Withdrawn withdrawn) {
          return wasWithdrawn(standing.commit(), withdrawn.reason());
        }
        if (standing.status() instanceof DeploymentStatus.Live && standing.commit().equals(tip)) {
          supersession.goBack(standing, each -> isOutdated(each, wanted));
        }
      }
    }
    return new Done<>(admission);
  }

  /**
   * A branch whose tip is live again has nothing newer. What comes of another branch ends only when
   * a person says so: of the triggers of one push the last may come late.
   */
  private static boolean isOutdated(Deployment onTheWay, WantedDeployment wanted) {
    return wanted.byPerson() || onTheWay.branch().equals(wanted.branch().name());
  }

  /** What a CI build that was taken before, or came too late, is answered. */
  private Optional<Result<DeploymentAdmission>> knownBuild(WantedDeployment wanted) {
    @Nullable Long build = wanted.build();
    if (build == null) {
      return Optional.empty();
    }
    return switch (numbers.look(wanted.app().name(), wanted.series(), build)) {
      case Numbering.Newer _ -> Optional.empty();
      case Numbering.Taken(String id) ->
          Optional.of(
              deployments
                  .find(id)
                  .<Result<DeploymentAdmission>>map(
                      standing -> new Done<>(new DeploymentAdmission.Standing(standing)))
                  .orElseGet(() -> late(wanted, "build " + build + " was taken before")));
      case Numbering.Late(long highest) ->
          Optional.of(late(wanted, "build %d was taken before build %d".formatted(highest, build)));
    };
  }

  private Optional<Withdrawal> withdrawn(String app, String commit) {
    return control.read(app).app(app).withdrawn().ofCommit(commit);
  }

  /** The canary is out of the traffic, though its record may not say so yet. */
  private void settle(Withdrawal withdrawal) {
    deployments.change(
        withdrawal.deployment(),
        status ->
            status instanceof DeploymentStatus.Live(var release)
                ? new DeploymentStatus.Withdrawn(release, withdrawal.reason())
                : status);
  }

  private static Result<DeploymentAdmission> late(WantedDeployment wanted, String what) {
    return Refusal.conflict(
        "%s of branch %s: nothing changes".formatted(what, wanted.branch().name()));
  }

  private static Result<DeploymentAdmission> wasWithdrawn(String commit, String reason) {
    return Refusal.conflict(
        "commit %s was withdrawn: %s; repair it, or POST /deployments with force and a reason"
            .formatted(commit.substring(0, Release.SHORT), reason));
  }
}

package dev.aviary.builder.trigger;

import dev.aviary.builder.registry.Found;
import dev.aviary.builder.registry.ImageReference;
import dev.aviary.builder.registry.Registry;
import dev.aviary.builder.source.Remote;
import dev.aviary.builder.source.Tip;
import dev.aviary.builder.trigger.Verdict.Refused;
import dev.aviary.contract.app.Credentials;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.deployment.Admission;
import dev.aviary.contract.deployment.BuildNumbers;
import dev.aviary.contract.deployment.BuildNumbers.Numbering;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
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

/** The one way in: whatever asks for a deployment, however often and at once, passes here. */
@Singleton
public final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final Remote remote;
  private final Registry registry;
  private final ControlReader control;
  private final BuildNumbers numbers;
  private final RolloutStore rollouts;
  private final DeploymentStore deployments;
  private final Entry entry;
  private final Supersession supersession;

  Gate(
      Remote remote,
      Registry registry,
      ControlReader control,
      BuildNumbers numbers,
      RolloutStore rollouts,
      DeploymentStore deployments,
      Entry entry,
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

  public Verdict ask(Wish wish) {
    Verdict verdict = decide(wish);
    if (verdict instanceof Refused refused) {
      LOG.atWarn()
          .addKeyValue("app", wish.app().name())
          .addKeyValue("branch", wish.branch().name())
          .addKeyValue("trigger", wish.trigger())
          .addKeyValue("client", wish.origin().client())
          .addKeyValue("request", wish.origin().request())
          .addKeyValue("reason", refused.reason())
          .log("Refused a deployment");
    }
    return verdict;
  }

  private Verdict decide(Wish wish) {
    AppControl app = control.read(wish.app().name()).app(wish.app().name());
    if (!app.unreadable().isEmpty()) {
      return new Refused(
          HttpStatus.CONFLICT,
          "what is on record of %s cannot be read; mend or delete %s"
              .formatted(app.app(), String.join(", ", app.unreadable().keySet())));
    }
    if (app.rollout() instanceof Rollout.Removing) {
      return goes(app.app());
    }
    if (wish.image() != null) {
      return byImage(wish, wish.image());
    }
    if (!wish.app().hasRepository()) {
      return new Refused(
          HttpStatus.CONFLICT,
          "%s has no repository; give one with PUT /apps/%s, or deploy an image: POST /deployments {\"app\":\"%s\",\"image\":\"registry/name:tag\"}"
              .formatted(app.app(), app.app(), app.app()));
    }
    if (Credentials.areHidden(wish.app().repository())) {
      return new Refused(
          HttpStatus.CONFLICT,
          "the credentials of the repository of %s were lost with Redis's data; give its address again: PUT /apps/%s"
              .formatted(wish.app().name(), wish.app().name()));
    }
    Optional<Verdict> known = knownBuild(wish);
    if (known.isPresent()) {
      return known.get();
    }
    return switch (remote.tip(wish.app(), wish.branch())) {
      case Tip.At(String tip) when wish.isOfTheTip() && !tip.equals(wish.commit()) ->
          late(wish, "the branch stands at " + tip.substring(0, Release.SHORT) + " by now");
      case Tip.At(String tip) -> enter(wish, wish.commit() == null ? tip : wish.commit(), tip);
      case Tip.NoBranch _ ->
          new Refused(
              HttpStatus.UNPROCESSABLE_ENTITY,
              "the repository of %s has no branch %s"
                  .formatted(wish.app().name(), wish.branch().name()));
      case Tip.Unreachable(String reason) ->
          new Refused(
              HttpStatus.BAD_GATEWAY,
              "the repository of %s cannot be reached: %s".formatted(wish.app().name(), reason));
    };
  }

  /** An image stands for its commit by the first digits of its digest. */
  private Verdict byImage(Wish wish, ImageReference image) {
    return switch (registry.find(wish.app().name(), image)) {
      case Found.At(ImageReference exact) ->
          enter(wish.withImage(exact), exact.commit(), exact.commit());
      case Found.Refused(String reason) -> new Refused(HttpStatus.UNPROCESSABLE_ENTITY, reason);
      case Found.Unreachable(String reason) -> new Refused(HttpStatus.BAD_GATEWAY, reason);
    };
  }

  private Verdict enter(Wish wish, String commit, String tip) {
    Optional<Withdrawal> withdrawal = withdrawn(wish.app().name(), commit);
    if (withdrawal.isPresent()) {
      if (wish.forced() == null) {
        return wasWithdrawn(commit, withdrawal.get().reason());
      }
      settle(withdrawal.get());
    }
    while (true) {
      Optional<Verdict> known = knownBuild(wish);
      if (known.isPresent()) {
        return known.get();
      }
      // After the repository was asked, which may take long enough for the app to be removed.
      String app = wish.app().name();
      Held rollout = rollouts.find(app).orElse(null);
      if (rollout == null ? !isKnown(app) : rollout.rollout() instanceof Rollout.Removing) {
        return goes(app);
      }
      Optional<Admission> admission = entry.admit(wish, commit, rollout);
      if (admission.isPresent()) {
        return verdict(wish, admission.get(), tip);
      }
    }
  }

  private boolean isKnown(String app) {
    return control.read(app).apps().containsKey(app);
  }

  private static Refused goes(String app) {
    return new Refused(HttpStatus.CONFLICT, app + " is being removed");
  }

  private Verdict verdict(Wish wish, Admission admission, String tip) {
    return switch (admission) {
      case Admission.Admitted(Deployment admitted) -> {
        supersession.sweep(admitted.app(), admitted.track());
        yield new Verdict.Accepted(admitted);
      }
      case Admission.Standing(Deployment standing) -> {
        if (standing.status() instanceof DeploymentStatus.Withdrawn withdrawn) {
          yield wasWithdrawn(standing.commit(), withdrawn.reason());
        }
        if (standing.status() instanceof DeploymentStatus.Live && standing.commit().equals(tip)) {
          supersession.goBack(standing, each -> isOutdated(each, wish));
        }
        yield new Verdict.Standing(standing);
      }
      case Admission.QueueFull full -> Verdict.queueFull();
    };
  }

  /**
   * A branch whose tip is live again has nothing newer. What comes of another branch ends only when
   * a person says so: of the triggers of one push the last may come late.
   */
  private static boolean isOutdated(Deployment onTheWay, Wish wish) {
    return wish.byPerson() || onTheWay.branch().equals(wish.branch().name());
  }

  /** What a CI build that was taken before, or came too late, is answered. */
  private Optional<Verdict> knownBuild(Wish wish) {
    @Nullable Long build = wish.build();
    if (build == null) {
      return Optional.empty();
    }
    return switch (numbers.look(wish.app().name(), wish.series(), build)) {
      case Numbering.Newer _ -> Optional.empty();
      case Numbering.Taken(String id) ->
          Optional.of(
              deployments
                  .find(id)
                  .<Verdict>map(Verdict.Standing::new)
                  .orElseGet(() -> late(wish, "build " + build + " was taken before")));
      case Numbering.Late(long highest) ->
          Optional.of(late(wish, "build %d was taken before build %d".formatted(highest, build)));
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

  private static Refused late(Wish wish, String what) {
    return new Refused(
        HttpStatus.CONFLICT,
        "%s of branch %s: nothing changes".formatted(what, wish.branch().name()));
  }

  private static Refused wasWithdrawn(String commit, String reason) {
    return new Refused(
        HttpStatus.CONFLICT,
        "commit %s was withdrawn: %s; repair it, or POST /deployments with force and a reason"
            .formatted(commit.substring(0, Release.SHORT), reason));
  }
}

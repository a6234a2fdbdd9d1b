package dev.aviary.builder.rollout;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import dev.aviary.builder.rollout.RolloutEvent.Built;
import dev.aviary.builder.rollout.RolloutEvent.Failed;
import dev.aviary.builder.rollout.RolloutEvent.Promote;
import dev.aviary.builder.rollout.RolloutEvent.Reached;
import dev.aviary.builder.rollout.RolloutEvent.RollBack;
import dev.aviary.builder.rollout.RolloutEvent.Withdraw;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.Rollout.Steady;
import dev.aviary.contract.rollout.Rollout.Trying;
import org.jspecify.annotations.Nullable;

/** The placements, states and events of which the tests of every state are made. */
final class Scene {
  static final Placement OLD = placement("old", '0');
  static final Placement STABLE = placement("stable", '1');
  static final Placement REPLACED = placement("replaced", '2');
  static final Placement CANARY = placement("canary", '3');
  static final Placement NEW = placement("new", '4');

  static final Steady STEADY = new Steady(STABLE, OLD);
  static final Trying LIVE = new Trying(STABLE, CANARY, true, null, OLD);
  static final Trying STARTING = new Trying(STABLE, CANARY, false, REPLACED, OLD);
  static final Rollout.Withdrawn WITHDRAWN = new Rollout.Withdrawn(STABLE, CANARY, "CPU 97 %", OLD);

  private Scene() {}

  static Placement placement(String name, char commit) {
    String sha = String.valueOf(commit).repeat(40);
    var release =
        new Release("shop-" + name, "shop", "branch-" + name, sha, "sha256:" + name, null);
    return new Placement(release, "d-" + name);
  }

  /** The release of a placement, wanted by another deployment. */
  static Placement again(Placement placement, String deployment) {
    return new Placement(placement.release(), deployment);
  }

  static Built builtStable() {
    return new Built(Track.STABLE, NEW);
  }

  static Built builtCanary() {
    return new Built(Track.CANARY, NEW);
  }

  static Reached reached(Placement placement) {
    return new Reached(placement.deployment());
  }

  static Failed failed(Placement placement) {
    return new Failed(placement.deployment());
  }

  static Withdraw withdraw(Placement placement) {
    return new Withdraw(placement.release().commit(), placement.deployment(), "CPU 97 %");
  }

  static Promote promote() {
    return new Promote("d-promote", null, false);
  }

  static Promote promote(@Nullable String withdrawn, boolean force) {
    return new Promote("d-promote", withdrawn, force);
  }

  static RollBack rollBack() {
    return new RollBack("d-back", null, false);
  }

  static RollBack rollBack(@Nullable String withdrawn, boolean force) {
    return new RollBack("d-back", withdrawn, force);
  }

  /** Why the rollout does not take the event. */
  static String refusal(Rollout rollout, RolloutEvent event) {
    return assertInstanceOf(Refusal.class, Rollouts.next(rollout, event)).reason();
  }

  static Rollout next(Rollout rollout, RolloutEvent event) {
    return switch (Rollouts.next(rollout, event)) {
      case Done(Rollout next) -> next;
      case Refusal<Rollout> no -> fail(no.reason());
    };
  }
}

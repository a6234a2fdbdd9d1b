package dev.aviary.builder.rollout;

import dev.aviary.contract.app.Track;
import dev.aviary.contract.rollout.Placement;
import org.jspecify.annotations.Nullable;

/** What can happen to a rollout. */
public sealed interface RolloutEvent {

  /** A deployment has an image and wants it on a track. */
  record Built(Track track, Placement placement) implements RolloutEvent {}

  /** Every slot runs what the deployment wanted. */
  record Reached(String deployment) implements RolloutEvent {}

  /** The deployment cannot be finished: what ran before is wanted again. */
  record Failed(String deployment) implements RolloutEvent {}

  /** The canary is to leave the traffic at once and for good. */
  record Withdraw(String commit, String deployment, String reason) implements RolloutEvent {}

  /**
   * The canary's release is to become the stable one, on behalf of a new deployment.
   *
   * @param withdrawn why the commit was withdrawn once, or null
   */
  record Promote(String deployment, @Nullable String withdrawn, boolean force)
      implements RolloutEvent {}

  /**
   * Nothing of the app is to run any more, even in the middle of a deployment if forced.
   *
   * @param volumes whether what it kept in its volumes goes too
   */
  record Remove(boolean force, boolean volumes) implements RolloutEvent {
    /** Its volumes stay. */
    public Remove(boolean force) {
      this(force, false);
    }
  }

  /** The previous stable release is to become the stable one again. */
  record RollBack(String deployment, @Nullable String withdrawn, boolean force)
      implements RolloutEvent {}
}

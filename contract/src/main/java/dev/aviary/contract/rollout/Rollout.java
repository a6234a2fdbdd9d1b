package dev.aviary.contract.rollout;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Slot;
import io.micronaut.serde.annotation.Serdeable;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What should run in the slots of one app. Four states rest; three move the stable slots and carry
 * the resting state they left, so that a change that fails half-way knows where to return. One ends
 * the app.
 */
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Rollout.Empty.class, name = "empty"),
  @JsonSubTypes.Type(value = Rollout.Steady.class, name = "steady"),
  @JsonSubTypes.Type(value = Rollout.Trying.class, name = "trying"),
  @JsonSubTypes.Type(value = Rollout.Withdrawn.class, name = "withdrawn"),
  @JsonSubTypes.Type(value = Rollout.Updating.class, name = "updating"),
  @JsonSubTypes.Type(value = Rollout.Promoting.class, name = "promoting"),
  @JsonSubTypes.Type(value = Rollout.RollingBack.class, name = "rolling-back"),
  @JsonSubTypes.Type(value = Rollout.Removing.class, name = "removing")
})
public sealed interface Rollout {

  /** What the stable slots should run. */
  @Nullable Placement stable();

  /** What the canary slot should run. */
  default @Nullable Placement canary() {
    return null;
  }

  /** The stable release before the present one: where a roll back goes. */
  @Nullable Placement previous();

  /** The deployment that is being brought to its slots, or null when the rollout rests. */
  default @Nullable String underway() {
    return null;
  }

  /** The name of the state, as on the wire. */
  String state();

  /** What should run in which slot; a slot that is missing should be empty. */
  default Map<Slot, Placement> desired() {
    var desired = new EnumMap<Slot, Placement>(Slot.class);
    Placement stable = stable();
    if (stable != null) {
      Slot.STABLE.forEach(slot -> desired.put(slot, stable));
    }
    Placement canary = canary();
    if (canary != null) {
      desired.put(Slot.CANARY, canary);
    }
    return desired;
  }

  /** A rollout that is not in the middle of changing the stable slots. */
  @Serdeable
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Rollout.Empty.class, name = "empty"),
    @JsonSubTypes.Type(value = Rollout.Steady.class, name = "steady"),
    @JsonSubTypes.Type(value = Rollout.Trying.class, name = "trying"),
    @JsonSubTypes.Type(value = Rollout.Withdrawn.class, name = "withdrawn")
  })
  sealed interface Resting extends Rollout {
    /** This state with another stable release; the present one becomes the previous one. */
    Resting withStable(Placement next);
  }

  /** A rollout that changes the stable slots. */
  sealed interface Moving extends Rollout {
    /** Where it came from, and where it returns when it fails. */
    Resting base();

    /** What the stable slots are to run. */
    Placement next();

    /** The state when every stable slot runs {@link #next()}. */
    Resting reached();

    /** The same change from another base: the canary changed in the meantime. */
    Rollout withBase(Resting base);

    @Override
    default Placement stable() {
      return next();
    }

    @Override
    default @Nullable Placement canary() {
      return base().canary();
    }

    @Override
    default @Nullable Placement previous() {
      return base().previous();
    }

    @Override
    default String underway() {
      return next().deployment();
    }
  }

  /** Nothing was ever deployed. */
  @Serdeable
  record Empty() implements Resting {
    @Override
    public @Nullable Placement stable() {
      return null;
    }

    @Override
    public @Nullable Placement previous() {
      return null;
    }

    @Override
    public Resting withStable(Placement next) {
      return new Steady(next, null);
    }

    @Override
    public String state() {
      return "empty";
    }
  }

  /** A stable release serves and nothing is tried. */
  @Serdeable
  record Steady(Placement stable, @Nullable Placement previous) implements Resting {
    public Steady {
      Check.present(stable, "stable");
    }

    @Override
    public Resting withStable(Placement next) {
      return new Steady(next, stable);
    }

    @Override
    public String state() {
      return "steady";
    }
  }

  /**
   * A canary is tried.
   *
   * @param live whether it serves; until then {@code replaced} is kept
   * @param replaced the canary before, which comes back when this one never answers
   */
  @Serdeable
  record Trying(
      @Nullable Placement stable,
      Placement canary,
      boolean live,
      @Nullable Placement replaced,
      @Nullable Placement previous)
      implements Resting {
    public Trying {
      Check.present(canary, "canary");
    }

    @Override
    public @Nullable String underway() {
      return live ? null : canary.deployment();
    }

    @Override
    public Resting withStable(Placement next) {
      return new Trying(next, canary, live, replaced, stable);
    }

    @Override
    public String state() {
      return "trying";
    }
  }

  /** The canary was taken out; its slot is empty. */
  @Serdeable
  record Withdrawn(
      @Nullable Placement stable, Placement withdrawn, String reason, @Nullable Placement previous)
      implements Resting {
    public Withdrawn {
      Check.present(withdrawn, "withdrawn");
      Check.present(reason, "reason");
    }

    @Override
    public Resting withStable(Placement next) {
      return new Withdrawn(next, withdrawn, reason, stable);
    }

    @Override
    public String state() {
      return "withdrawn";
    }
  }

  /** A new build goes to the stable slots. */
  @Serdeable
  record Updating(Resting base, Placement next) implements Moving {
    @Override
    public Resting reached() {
      return base.withStable(next);
    }

    @Override
    public Rollout withBase(Resting other) {
      return new Updating(other, next);
    }

    @Override
    public String state() {
      return "updating";
    }
  }

  /** The canary's release goes to the stable slots; then the canary slot is emptied. */
  @Serdeable
  record Promoting(Resting base, Placement next) implements Moving {
    @Override
    public Resting reached() {
      return new Steady(next, base.stable());
    }

    @Override
    public Rollout withBase(Resting other) {
      return new Promoting(other, next);
    }

    @Override
    public String state() {
      return "promoting";
    }
  }

  /** The previous stable release goes back to the stable slots. */
  @Serdeable
  record RollingBack(Resting base, Placement next) implements Moving {
    @Override
    public Resting reached() {
      return base.withStable(next);
    }

    @Override
    public Rollout withBase(Resting other) {
      return new RollingBack(other, next);
    }

    @Override
    public String state() {
      return "rolling-back";
    }
  }

  /**
   * The app goes for good: its slots are emptied, then all that is known of it is forgotten.
   *
   * @param volumes whether what it kept in its volumes goes too; null: no
   */
  @Serdeable
  record Removing(@Nullable Boolean volumes) implements Rollout {
    /** Its volumes stay. */
    public Removing() {
      this(null);
    }

    public boolean clearsVolumes() {
      return Boolean.TRUE.equals(volumes);
    }

    @Override
    public @Nullable Placement stable() {
      return null;
    }

    @Override
    public @Nullable Placement previous() {
      return null;
    }

    @Override
    public String state() {
      return "removing";
    }
  }
}

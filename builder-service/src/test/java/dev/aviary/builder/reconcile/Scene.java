package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.app.StatusRange;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.contract.route.Withdrawals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A view put together by hand: a rollout, and containers in their slots. */
final class Scene {
  static final AppSpec SPEC = Specs.of("app", "file:///app.git", null);

  static final ProbeResult.Passed PASSED =
      new ProbeResult.Passed("/health", StatusRange.SUCCESS, 200);

  static final Placement A = placement("a");
  static final Placement B = placement("b");
  static final Placement C = placement("c");

  private final Rollout rollout;
  private Slots slots = Slots.EMPTY;
  private final Map<String, AppContainer> containers = new HashMap<>();
  private final Map<String, RouteUptake> uptakes = new HashMap<>();
  private final Map<String, Probed> probed = new HashMap<>();
  private final Set<Slot> resting = EnumSet.noneOf(Slot.class);
  private final List<Withdrawal> withdrawn = new ArrayList<>();
  private final Set<String> stopping = new HashSet<>();
  private final List<SideContainer> sides = new ArrayList<>();
  private final Set<String> restingProcesses = new HashSet<>();
  private boolean startsProcesses = true;
  private @Nullable String released;

  private Scene(Rollout rollout) {
    this.rollout = rollout;
  }

  static Scene of(Rollout rollout) {
    return new Scene(rollout);
  }

  /** Both stable slots serve the placement. */
  Scene stable(Placement placement) {
    return serving(Slot.STABLE_1, placement).serving(Slot.STABLE_2, placement);
  }

  Scene serving(Slot slot, Placement placement) {
    return serving(slot, placement, State.RUNNING);
  }

  Scene serving(Slot slot, Placement placement, @Nullable State state) {
    Occupancy now = slots.in(slot);
    Member member = put(slot, placement, state);
    return with(slot, new Occupancy(member, now.starting(), now.draining()));
  }

  Scene starting(Slot slot, Placement placement, @Nullable State state) {
    return with(slot, slots.in(slot).start(put(slot, placement, state)));
  }

  Scene draining(Slot slot, Placement placement, @Nullable State state, RouteUptake uptake) {
    Occupancy now = slots.in(slot);
    var draining = new ArrayList<>(now.draining());
    draining.add(put(slot, placement, state));
    uptakes.put(id(slot, placement), uptake);
    return with(slot, new Occupancy(now.serving(), now.starting(), draining));
  }

  /** A container that no slot knows. */
  Scene stray(Slot slot, Placement placement, State state) {
    put(slot, placement, state);
    return this;
  }

  /** A container that no slot knows, and that runs without an address. */
  Scene lost(Slot slot, Placement placement) {
    containers.put(id(slot, placement), container(slot, placement, null, "", State.RUNNING, 0));
    return this;
  }

  /** All balancers have taken up the serving container. */
  Scene acknowledged(Slot slot, Placement placement) {
    uptakes.put(id(slot, placement), RouteUptake.CLEAR);
    return this;
  }

  Scene answered(Slot slot, Placement placement) {
    probed.put(id(slot, placement), new Probed(PASSED, false, ProbeResult.Failed.NEVER));
    return this;
  }

  Scene overdue(Slot slot, Placement placement, String error) {
    probed.put(
        id(slot, placement),
        new Probed(null, true, new ProbeResult.Failed(error, "/health", null)));
    return this;
  }

  Scene resting(Slot slot) {
    resting.add(slot);
    return this;
  }

  /** The container was asked to end. */
  Scene stopping(Slot slot, Placement placement) {
    stopping.add(id(slot, placement));
    return this;
  }

  Scene side(SideContainer container) {
    sides.add(container);
    return this;
  }

  Scene stopping(SideContainer container) {
    stopping.add(container.id());
    return side(container);
  }

  Scene restingProcess(String key) {
    restingProcesses.add(key);
    return this;
  }

  /** The builder is not where processes run. */
  Scene awayFromProcesses() {
    startsProcesses = false;
    return this;
  }

  Scene released(Placement placement) {
    released = placement.deployment();
    return this;
  }

  /** A container beside the slots. */
  static SideContainer beside(String process, Track track, Placement placement, State state) {
    return new SideContainer(
        process + "." + track.id() + ":" + placement.deployment(),
        process,
        "app",
        process,
        track,
        placement.deployment(),
        placement.release().id(),
        "10.213.0.17",
        null,
        0,
        Duration.ofSeconds(10),
        state);
  }

  /** The same release with settings of its own. */
  static Placement with(Placement placement, String settings) {
    RunOptions run = Wire.standalone().read(settings, RunOptions.class);
    Release release = placement.release();
    return new Placement(release.with(release.id(), run), placement.deployment());
  }

  Scene withdrawn(Placement placement, String reason) {
    withdrawn.add(
        new Withdrawal(
            placement.release().commit(),
            placement.deployment(),
            reason,
            Instant.EPOCH,
            "monitor"));
    return this;
  }

  ReconcileStep next() {
    return NextStep.next(
        new ObservedState(
            SPEC,
            rollout,
            slots,
            Withdrawals.of(withdrawn),
            Map.copyOf(containers),
            Map.copyOf(uptakes),
            Map.copyOf(probed),
            Set.copyOf(resting),
            Set.copyOf(stopping),
            new SideState(sides, restingProcesses, startsProcesses, released)));
  }

  static void assertWaits(boolean busy, ReconcileStep step) {
    assertEquals(busy, assertInstanceOf(ReconcileStep.Wait.class, step).busy(), step.toString());
  }

  static Placement placement(String name) {
    var release =
        new Release("app-" + name, "app", "branch", name.repeat(40), "sha256:" + name, null);
    return new Placement(release, "d-" + name);
  }

  static AppContainer container(
      Slot slot, Placement placement, @Nullable Placement previous, State state, long createdAt) {
    return container(slot, placement, previous, "10.213.0.16", state, createdAt);
  }

  private static AppContainer container(
      Slot slot,
      Placement placement,
      @Nullable Placement previous,
      String address,
      State state,
      long createdAt) {
    return new AppContainer(
        id(slot, placement),
        id(slot, placement),
        slot,
        placement,
        previous,
        SPEC,
        address,
        null,
        createdAt,
        state);
  }

  static Member member(Slot slot, Placement placement) {
    return container(slot, placement, null, State.RUNNING, 0).member();
  }

  static String id(Slot slot, Placement placement) {
    return slot.id() + ":" + placement.deployment();
  }

  private Scene with(Slot slot, Occupancy occupancy) {
    slots = slots.with(slot, occupancy);
    return this;
  }

  /**
   * @param state null: Docker does not know the container any more
   */
  private Member put(Slot slot, Placement placement, @Nullable State state) {
    AppContainer container =
        container(slot, placement, null, Objects.requireNonNullElse(state, State.ENDED), 0);
    if (state != null) {
      containers.put(container.id(), container);
    }
    return container.member();
  }
}

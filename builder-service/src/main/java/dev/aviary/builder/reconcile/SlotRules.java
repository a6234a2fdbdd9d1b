package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one slot needs. Each rule looks at the slots in their order and finds a step or none. */
final class SlotRules {
  private SlotRules() {}

  static Optional<ReconcileStep> vacate(ObservedState observed) {
    return first(slot -> {
      Member serving = observed.in(slot).serving();
      return serving != null && observed.desired(slot).isEmpty()
          ? new ReconcileStep.Vacate(slot, serving)
          : null;
    });
  }

  /** What starts is not wanted any more, or the slot is served as it should be without it. */
  static Optional<ReconcileStep> discard(ObservedState observed) {
    return first(slot -> {
      Member starting = observed.in(slot).starting();
      return starting != null && (!observed.wanted(slot, starting) || observed.settled(slot))
          ? new ReconcileStep.Discard(slot, starting)
          : null;
    });
  }

  /** What drains has no request left, or has ended by itself. */
  static Optional<ReconcileStep> retire(ObservedState observed) {
    return first(slot ->
        observed.in(slot).draining().stream()
            .filter(member ->
                !observed.stopping().contains(member.container()) || !observed.runs(member))
            .filter(
                member -> !observed.runs(member) || observed.uptake(member) == RouteUptake.CLEAR)
            .map(member -> new ReconcileStep.Retire(slot, member))
            .findFirst()
            .orElse(null));
  }

  static Optional<ReconcileStep> fail(ObservedState observed) {
    return first(slot -> {
      Member starting = observed.in(slot).starting();
      return starting == null ? null : fail(observed, slot, starting);
    });
  }

  private static @Nullable ReconcileStep fail(ObservedState observed, Slot slot, Member starting) {
    AppContainer container = observed.container(starting);
    boolean ended = container == null || container.state() == AppContainer.State.ENDED;
    Probed probed = observed.probed(starting);
    if (!ended && !probed.overdue()) {
      return null;
    }
    String reason =
        ended
            ? "the container ended before it answered"
            : "%s was not answered within %d s: %s"
                .formatted(
                    probed.last().path(),
                    observed.run(starting).healthDeadlineSeconds(),
                    probed.last().error());
    return observed.underway(starting.deployment())
        ? new ReconcileStep.Fail(
            starting.deployment(), slot, starting, ended ? "start" : "probe", reason)
        : new ReconcileStep.GiveUp(slot, starting, reason);
  }

  static Optional<ReconcileStep> serve(ObservedState observed) {
    return first(slot -> {
      Member starting = observed.in(slot).starting();
      ProbeResult.Passed passed = starting == null ? null : observed.probed(starting).passed();
      return starting != null && passed != null && observed.runs(starting)
          ? new ReconcileStep.Serve(slot, starting.answering(passed.path(), passed.statuses()))
          : null;
    });
  }

  static Optional<ReconcileStep> launch(ObservedState observed) {
    return first(slot -> {
      Member starting = observed.in(slot).starting();
      AppContainer container = starting == null ? null : observed.container(starting);
      return starting != null
              && container != null
              && container.state() == AppContainer.State.CREATED
          ? new ReconcileStep.Launch(slot, starting)
          : null;
    });
  }

  /** What the slot wants again still runs: it drains, and was not stopped yet. */
  static Optional<ReconcileStep> resume(ObservedState observed) {
    return first(slot ->
        !open(observed, slot)
            ? null
            : observed.in(slot).draining().stream()
                .filter(member -> observed.runs(member) && observed.wanted(slot, member))
                .filter(member -> !observed.stopping().contains(member.container()))
                .map(member -> new ReconcileStep.Resume(slot, member))
                .findFirst()
                .orElse(null));
  }

  static Optional<ReconcileStep> start(ObservedState observed) {
    return first(slot ->
        open(observed, slot) && !observed.resting().contains(slot) && itsTurn(observed, slot)
            ? observed
                .desired(slot)
                .map(wanted -> new ReconcileStep.Start(slot, wanted))
                .orElse(null)
            : null);
  }

  static Optional<ReconcileStep> probe(ObservedState observed) {
    var members =
        Stream.of(Slot.values())
            .map(slot -> observed.in(slot).starting())
            .filter(observed::runs)
            .map(Member.class::cast)
            .toList();
    return members.isEmpty() ? Optional.empty() : Optional.of(new ReconcileStep.Probe(members));
  }

  /** Whether the slot wants something that it neither serves nor starts. */
  private static boolean open(ObservedState observed, Slot slot) {
    return observed.desired(slot).isPresent()
        && !observed.settled(slot)
        && observed.in(slot).starting() == null;
  }

  /**
   * Stable slots change one after the other: the second only when the first serves and what it
   * replaced is gone. A slot whose container died does not wait for what drains in the other.
   */
  private static boolean itsTurn(ObservedState observed, Slot slot) {
    if (slot.track() == Track.CANARY) {
      return true;
    }
    boolean serves = observed.runs(observed.in(slot).serving());
    return Slot.STABLE.stream()
        .filter(other -> other != slot)
        .map(observed::in)
        .noneMatch(other -> other.starting() != null || (serves && !other.draining().isEmpty()));
  }

  private static Optional<ReconcileStep> first(Function<Slot, @Nullable ReconcileStep> rule) {
    return Stream.of(Slot.values()).map(rule).flatMap(Stream::ofNullable).findFirst();
  }
}

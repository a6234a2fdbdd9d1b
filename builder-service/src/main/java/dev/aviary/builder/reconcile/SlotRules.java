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

  static Optional<Step> vacate(View view) {
    return first(slot -> {
      Member serving = view.in(slot).serving();
      return serving != null && view.desired(slot).isEmpty()
          ? new Step.Vacate(slot, serving)
          : null;
    });
  }

  /** What starts is not wanted any more, or the slot is served as it should be without it. */
  static Optional<Step> discard(View view) {
    return first(slot -> {
      Member starting = view.in(slot).starting();
      return starting != null && (!view.wanted(slot, starting) || view.settled(slot))
          ? new Step.Discard(slot, starting)
          : null;
    });
  }

  /** What drains has no request left, or has ended by itself. */
  static Optional<Step> retire(View view) {
    return first(slot ->
        view.in(slot).draining().stream()
            .filter(member -> !view.stopping().contains(member.container()) || !view.runs(member))
            .filter(member -> !view.runs(member) || view.passage(member) == Passage.CLEAR)
            .map(member -> new Step.Retire(slot, member))
            .findFirst()
            .orElse(null));
  }

  static Optional<Step> fail(View view) {
    return first(slot -> {
      Member starting = view.in(slot).starting();
      return starting == null ? null : fail(view, slot, starting);
    });
  }

  private static @Nullable Step fail(View view, Slot slot, Member starting) {
    AppContainer container = view.container(starting);
    boolean ended = container == null || container.state() == AppContainer.State.ENDED;
    Probed probed = view.probed(starting);
    if (!ended && !probed.overdue()) {
      return null;
    }
    String reason =
        ended
            ? "the container ended before it answered"
            : "%s was not answered within %d s: %s"
                .formatted(
                    probed.last().path(),
                    view.run(starting).healthDeadlineSeconds(),
                    probed.last().error());
    return view.underway(starting.deployment())
        ? new Step.Fail(starting.deployment(), slot, starting, ended ? "start" : "probe", reason)
        : new Step.GiveUp(slot, starting, reason);
  }

  static Optional<Step> serve(View view) {
    return first(slot -> {
      Member starting = view.in(slot).starting();
      ProbeResult.Passed passed = starting == null ? null : view.probed(starting).passed();
      return starting != null && passed != null && view.runs(starting)
          ? new Step.Serve(slot, starting.answering(passed.path(), passed.statuses()))
          : null;
    });
  }

  static Optional<Step> launch(View view) {
    return first(slot -> {
      Member starting = view.in(slot).starting();
      AppContainer container = starting == null ? null : view.container(starting);
      return starting != null
              && container != null
              && container.state() == AppContainer.State.CREATED
          ? new Step.Launch(slot, starting)
          : null;
    });
  }

  /** What the slot wants again still runs: it drains, and was not stopped yet. */
  static Optional<Step> resume(View view) {
    return first(slot ->
        !open(view, slot)
            ? null
            : view.in(slot).draining().stream()
                .filter(member -> view.runs(member) && view.wanted(slot, member))
                .filter(member -> !view.stopping().contains(member.container()))
                .map(member -> new Step.Resume(slot, member))
                .findFirst()
                .orElse(null));
  }

  static Optional<Step> start(View view) {
    return first(slot ->
        open(view, slot) && !view.resting().contains(slot) && itsTurn(view, slot)
            ? view.desired(slot).map(wanted -> new Step.Start(slot, wanted)).orElse(null)
            : null);
  }

  static Optional<Step> probe(View view) {
    var members =
        Stream.of(Slot.values())
            .map(slot -> view.in(slot).starting())
            .filter(view::runs)
            .map(Member.class::cast)
            .toList();
    return members.isEmpty() ? Optional.empty() : Optional.of(new Step.Probe(members));
  }

  /** Whether the slot wants something that it neither serves nor starts. */
  private static boolean open(View view, Slot slot) {
    return view.desired(slot).isPresent()
        && !view.settled(slot)
        && view.in(slot).starting() == null;
  }

  /**
   * Stable slots change one after the other: the second only when the first serves and what it
   * replaced is gone. A slot whose container died does not wait for what drains in the other.
   */
  private static boolean itsTurn(View view, Slot slot) {
    if (slot.track() == Track.CANARY) {
      return true;
    }
    boolean serves = view.runs(view.in(slot).serving());
    return Slot.STABLE.stream()
        .filter(other -> other != slot)
        .map(view::in)
        .noneMatch(other -> other.starting() != null || (serves && !other.draining().isEmpty()));
  }

  private static Optional<Step> first(Function<Slot, @Nullable Step> rule) {
    return Stream.of(Slot.values()).map(rule).flatMap(Stream::ofNullable).findFirst();
  }
}

package dev.aviary.builder.reconcile;

import dev.aviary.builder.reconcile.Step.TakeOut;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutEvent;
import dev.aviary.contract.rollout.Rollouts;
import dev.aviary.contract.route.Withdrawal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/*
 * The order of the rules is the order that loses no request. What takes something out of the
 * traffic comes first (a withdrawal, a slot that should be empty); then what ends a container that
 * no request reaches, unless its slot wants it back; then what brings one in. A deployment is reached only when nothing of the
 * sort is left to do. What gets no traffic comes after that, and what takes time comes last: probes,
 * and a release command, until whose end its deployment changes nothing of the slots.
 */

/** Compares what should run with what runs: {@code next(view)}, pure. */
final class NextStep {
  private static final List<Function<View, Optional<Step>>> RULES =
      List.of(
          NextStep::takeOut,
          SlotRules::vacate,
          SlotRules::discard,
          SlotRules::resume,
          SlotRules::retire,
          SlotRules::fail,
          SlotRules::serve,
          SlotRules::launch,
          SlotRules::start,
          NextStep::reached,
          Processes::next,
          Orphans::next,
          NextStep::forget,
          SlotRules::probe,
          Releases::next);

  private NextStep() {}

  static Step next(View view) {
    return RULES.stream()
        .map(rule -> rule.apply(view))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> rest(view));
  }

  private static Optional<Step> takeOut(View view) {
    return view.withdrawn().byField().values().stream()
        .sorted(Comparator.comparing(Withdrawal::at).thenComparing(Withdrawal::deployment))
        .filter(withdrawal -> concerns(view.rollout(), withdrawal))
        .<Step>map(TakeOut::new)
        .findFirst();
  }

  private static boolean concerns(Rollout rollout, Withdrawal withdrawal) {
    return Rollouts.next(rollout, event(withdrawal)) instanceof Rollout;
  }

  static RolloutEvent event(Withdrawal withdrawal) {
    return new RolloutEvent.Withdraw(
        withdrawal.commit(), withdrawal.deployment(), withdrawal.reason());
  }

  private static Optional<Step> reached(View view) {
    String underway = view.rollout().underway();
    return underway != null
            && view.releasing() == null
            && targets(view).allMatch(slot -> reached(view, slot))
        ? Optional.of(new Step.Reached(underway))
        : Optional.empty();
  }

  private static boolean reached(View view, Slot slot) {
    Member serving = view.in(slot).serving();
    return serving != null && view.settled(slot) && view.passage(serving) == Passage.CLEAR;
  }

  /** Nothing of an app that goes is left. */
  private static Optional<Step> forget(View view) {
    boolean gone =
        view.containers().isEmpty()
            && view.beside().containers().isEmpty()
            && view.slots().members().findAny().isEmpty();
    return gone && view.rollout() instanceof Rollout.Removing
        ? Optional.of(new Step.Forget())
        : Optional.empty();
  }

  /** The slots that the deployment under way is to reach. */
  private static Stream<Slot> targets(View view) {
    return view.rollout() instanceof Rollout.Moving ? Slot.STABLE.stream() : Stream.of(Slot.CANARY);
  }

  private static Step rest(View view) {
    boolean unseen =
        view.slots()
            .members()
            .anyMatch(member -> view.passages().get(member.container()) == Passage.UNSEEN);
    boolean inFlight =
        view.slots().members().anyMatch(member -> view.passage(member) == Passage.IN_FLIGHT);
    if (unseen) {
      return new Step.Wait("every balancer to acknowledge the new routes", true);
    }
    if (inFlight) {
      return new Step.Wait("the last requests in flight to be answered", true);
    }
    boolean moving = view.rollout().underway() != null;
    if (!view.stopping().isEmpty()) {
      return new Step.Wait("a container to end after it was asked to", moving);
    }
    if (!view.resting().isEmpty()) {
      return new Step.Wait("another try at what keeps dying", moving);
    }
    return new Step.Wait(moving ? "its turn" : "nothing", moving);
  }
}

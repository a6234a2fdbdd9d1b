package dev.aviary.builder.reconcile;

import dev.aviary.builder.reconcile.ReconcileStep.TakeOut;
import dev.aviary.builder.rollout.RolloutEvent;
import dev.aviary.builder.rollout.Rollouts;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Rollout;
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

/** The next step from what runs to what should run: the first of the rules that applies. Pure. */
final class NextStep {
  private static final List<Function<ObservedState, Optional<ReconcileStep>>> RULES =
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

  static ReconcileStep next(ObservedState observed) {
    return RULES.stream()
        .map(rule -> rule.apply(observed))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> rest(observed));
  }

  private static Optional<ReconcileStep> takeOut(ObservedState observed) {
    return observed.withdrawn().byField().values().stream()
        .sorted(Comparator.comparing(Withdrawal::at).thenComparing(Withdrawal::deployment))
        .filter(withdrawal -> concerns(observed.rollout(), withdrawal))
        .<ReconcileStep>map(TakeOut::new)
        .findFirst();
  }

  private static boolean concerns(Rollout rollout, Withdrawal withdrawal) {
    return Rollouts.next(rollout, event(withdrawal)) instanceof Done;
  }

  static RolloutEvent event(Withdrawal withdrawal) {
    return new RolloutEvent.Withdraw(
        withdrawal.commit(), withdrawal.deployment(), withdrawal.reason());
  }

  private static Optional<ReconcileStep> reached(ObservedState observed) {
    String underway = observed.rollout().underway();
    return underway != null
            && observed.releasing() == null
            && targets(observed).allMatch(slot -> reached(observed, slot))
        ? Optional.of(new ReconcileStep.Reached(underway))
        : Optional.empty();
  }

  private static boolean reached(ObservedState observed, Slot slot) {
    Member serving = observed.in(slot).serving();
    return serving != null
        && observed.settled(slot)
        && observed.uptake(serving) == RouteUptake.CLEAR;
  }

  /** Nothing of an app that goes is left. */
  private static Optional<ReconcileStep> forget(ObservedState observed) {
    boolean gone =
        observed.containers().isEmpty()
            && observed.beside().containers().isEmpty()
            && observed.slots().members().findAny().isEmpty();
    return gone && observed.rollout() instanceof Rollout.Removing
        ? Optional.of(new ReconcileStep.Forget())
        : Optional.empty();
  }

  /** The slots that the deployment under way is to reach. */
  private static Stream<Slot> targets(ObservedState observed) {
    return observed.rollout() instanceof Rollout.Moving
        ? Slot.STABLE.stream()
        : Stream.of(Slot.CANARY);
  }

  private static ReconcileStep rest(ObservedState observed) {
    boolean unseen =
        observed
            .slots()
            .members()
            .anyMatch(member -> observed.uptakes().get(member.container()) == RouteUptake.UNSEEN);
    boolean inFlight =
        observed
            .slots()
            .members()
            .anyMatch(member -> observed.uptake(member) == RouteUptake.IN_FLIGHT);
    if (unseen) {
      return new ReconcileStep.Wait("every balancer to acknowledge the new routes", true);
    }
    if (inFlight) {
      return new ReconcileStep.Wait("the last requests in flight to be answered", true);
    }
    boolean moving = observed.rollout().underway() != null;
    if (!observed.stopping().isEmpty()) {
      return new ReconcileStep.Wait("a container to end after it was asked to", moving);
    }
    if (!observed.resting().isEmpty()) {
      return new ReconcileStep.Wait("another start of a container that keeps ending", moving);
    }
    return new ReconcileStep.Wait(moving ? "its turn" : "nothing", moving);
  }
}

package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.rollout.Rollout;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Containers that no slot names. A running one is removed only when another container serves its
 * slot, or the app is being removed; it is drained first, because an old route may still lead to
 * it. A running one whose slot no container serves is left alone.
 */
final class Orphans {
  private Orphans() {}

  static Optional<ReconcileStep> next(ObservedState observed) {
    Set<String> known =
        observed.slots().members().map(Member::container).collect(Collectors.toUnmodifiableSet());
    return observed.containers().values().stream()
        .filter(container -> !known.contains(container.id()))
        .sorted(Comparator.comparing(AppContainer::id))
        .flatMap(container -> step(observed, container).stream())
        .findFirst();
  }

  private static Optional<ReconcileStep> step(ObservedState observed, AppContainer orphan) {
    if (!orphan.running()) {
      return Optional.of(new ReconcileStep.Remove(orphan));
    }
    boolean served = observed.runs(observed.in(orphan.slot()).serving());
    if (!served && !(observed.rollout() instanceof Rollout.Removing)) {
      return Optional.empty();
    }
    // Without an address no request reaches it.
    return Optional.of(
        orphan.address().isEmpty()
            ? new ReconcileStep.Remove(orphan)
            : new ReconcileStep.Drain(orphan.slot(), orphan.member()));
  }
}

package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of an app's containers say should be in the control keys. Pure.
 *
 * @param spec the settings of the newest container, or null without any
 */
record Adoption(@Nullable AppSpec spec, Slots slots, Rollout rollout) {

  /**
   * @param routed {@code host:port} of what balancers send requests to, as far as they say so
   */
  static Adoption of(List<AppContainer> containers, Set<String> routed) {
    List<AppContainer> usable =
        containers.stream().filter(container -> !container.address().isEmpty()).toList();
    var serving = new EnumMap<Slot, AppContainer>(Slot.class);
    Slots slots = Slots.EMPTY;
    for (Slot slot : Slot.values()) {
      List<AppContainer> here = usable.stream().filter(each -> each.slot() == slot).toList();
      Optional<AppContainer> chosen = serving(here, slot, routed);
      chosen.ifPresent(container -> serving.put(slot, container));
      slots = slots.with(slot, occupancy(here, chosen));
    }
    return new Adoption(
        containers.stream()
            .max(Comparator.comparingLong(AppContainer::createdAt))
            .map(AppContainer::spec)
            .orElse(null),
        slots,
        rollout(serving));
  }

  /**
   * Of several that run, what a balancer routes to; else the oldest, beside which the others were
   * being started. One that has ended is taken for a stable slot only: it is then replaced. A
   * canary that has ended may have been withdrawn.
   */
  private static Optional<AppContainer> serving(
      List<AppContainer> here, Slot slot, Set<String> routed) {
    Comparator<AppContainer> order =
        Comparator.<AppContainer, Boolean>comparing(each -> !routed.contains(url(each)))
            .thenComparingLong(AppContainer::createdAt);
    Optional<AppContainer> running = here.stream().filter(AppContainer::running).min(order);
    return running.isPresent() || slot.track() == Track.CANARY
        ? running
        : here.stream()
            .filter(each -> each.state() == AppContainer.State.ENDED)
            .max(Comparator.comparingLong(AppContainer::createdAt));
  }

  /** What else runs is drained, not removed: an old route may lead to it. */
  private static Occupancy occupancy(List<AppContainer> here, Optional<AppContainer> chosen) {
    List<Member> others =
        here.stream()
            .filter(AppContainer::running)
            .filter(each -> !each.equals(chosen.orElse(null)))
            .map(AppContainer::member)
            .toList();
    return new Occupancy(chosen.map(AppContainer::member).orElse(null), null, others);
  }

  private static Rollout rollout(Map<Slot, AppContainer> serving) {
    AppContainer stable = stable(serving);
    AppContainer canary = serving.get(Slot.CANARY);
    Placement running = stable == null ? null : stable.placement();
    Placement previous = stable == null ? null : stable.previous();
    if (canary != null) {
      return new Rollout.Trying(running, canary.placement(), true, null, previous);
    }
    return running == null ? new Rollout.Empty() : new Rollout.Steady(running, previous);
  }

  /** Half-way through a change of the stable slots, the release that they had is taken. */
  private static @Nullable AppContainer stable(Map<Slot, AppContainer> serving) {
    AppContainer first = serving.get(Slot.STABLE_1);
    AppContainer second = serving.get(Slot.STABLE_2);
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    if (cameAfter(first, second)) {
      return second;
    }
    return cameAfter(second, first) || first.createdAt() <= second.createdAt() ? first : second;
  }

  private static boolean cameAfter(AppContainer next, AppContainer before) {
    Placement previous = next.previous();
    return previous != null
        && previous.deployment().equals(before.placement().deployment())
        && !next.placement().deployment().equals(before.placement().deployment());
  }

  private static String url(AppContainer container) {
    return container.address() + ":" + container.spec().run().listensOn();
  }
}

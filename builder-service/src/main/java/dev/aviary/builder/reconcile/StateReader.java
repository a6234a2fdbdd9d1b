package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.AppContainers;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.AppControl;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together what a step follows from. */
final class StateReader {
  private StateReader() {}

  static ObservedState at(
      AppControl control, Revision revision, AppContainers found, LoopMemory memory) {
    AppSpec spec = Objects.requireNonNull(control.spec());
    Slots slots = Objects.requireNonNull(control.slots());
    Rollout rollout = Objects.requireNonNull(control.rollout());
    Map<String, AppContainer> byId =
        found.slots().stream()
            .collect(Collectors.toUnmodifiableMap(AppContainer::id, Function.identity()));
    return new ObservedState(
        spec,
        rollout,
        slots,
        control.withdrawn(),
        byId,
        uptakes(slots, rollout, revision, memory.uptakes),
        probed(slots, byId, memory.probes),
        memory.pauses.resting(),
        memory.stops.underWay(),
        new SideState(
            found.sides(),
            memory.processPauses.resting(),
            memory.startsProcesses,
            memory.released));
  }

  private static Map<String, RouteUptake> uptakes(
      Slots slots, Rollout rollout, Revision revision, RouteUptakes memory) {
    var uptakes = new HashMap<String, RouteUptake>();
    var served = new HashSet<String>();
    var drained = new HashSet<String>();
    for (Slot slot : Slot.values()) {
      Occupancy here = slots.in(slot);
      Member serving = here.serving();
      if (serving != null && rollout.underway() != null) {
        served.add(serving.container());
        uptakes.put(serving.container(), memory.serving(serving.container(), revision));
      }
      for (Member member : here.draining()) {
        drained.add(member.container());
        uptakes.put(member.container(), memory.draining(member.container(), revision));
      }
    }
    memory.keep(served, drained);
    return uptakes;
  }

  /** Each has the time that its own release was deployed with. */
  private static Map<String, Probed> probed(
      Slots slots, Map<String, AppContainer> containers, Probes memory) {
    var probed = new HashMap<String, Probed>();
    for (Slot slot : Slot.values()) {
      Member starting = slots.in(slot).starting();
      AppContainer container = starting == null ? null : containers.get(starting.container());
      if (container != null) {
        int seconds = container.spec().run().healthDeadlineSeconds();
        probed.put(container.id(), memory.of(container.id(), Duration.ofSeconds(seconds)));
      }
    }
    memory.keep(probed.keySet());
    return probed;
  }
}

package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.progress.FirstStep;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.lease.Lease;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlState;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.telemetry.RoutedUrl;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the control keys that are missing from what runs. Nothing is started, stopped or removed
 * here, and a key that is there is left as it is.
 */
@Singleton
final class Adopting {
  private static final Logger LOG = LoggerFactory.getLogger(Adopting.class);

  private final ControlWriter controlWriter;
  private final SpecStore specs;
  private final SlotStore slots;
  private final RolloutStore rollouts;
  private final BalancerStore balancers;
  private final StepJournal journal;
  private final FirstStep steps;

  Adopting(
      ControlWriter controlWriter,
      SpecStore specs,
      SlotStore slots,
      RolloutStore rollouts,
      BalancerStore balancers,
      StepJournal journal,
      FirstStep steps) {
    this.controlWriter = controlWriter;
    this.specs = specs;
    this.slots = slots;
    this.rollouts = rollouts;
    this.balancers = balancers;
    this.journal = journal;
    this.steps = steps;
  }

  /**
   * @return whether there was anything of which to adopt something
   */
  boolean adopt(
      Lease lease,
      String app,
      ControlState state,
      AppControl known,
      List<AppContainer> containers,
      LoopMemory memory) {
    Adoption found = Adoption.of(containers, routed());
    if (known.spec() == null && found.spec() == null) {
      return false;
    }
    boolean lostData = memory.epoch != null && !memory.epoch.equals(state.revision().epoch());
    if (lostData || !containers.isEmpty()) {
      memory.uptakes.distrust();
    }
    if (complete(known)) {
      memory.epoch = state.revision().epoch();
      return true;
    }
    write(lease, app, known, found, containers.size(), memory);
    return true;
  }

  private void write(
      Lease lease,
      String app,
      AppControl known,
      Adoption found,
      int containers,
      LoopMemory memory) {
    AtomicWrite write = missing(lease, app, known, found);
    if (containers > 0) {
      String split =
          known.split() == null
              ? "; Redis has no split: the canary gets "
                  + Split.DEFAULT_PERCENT
                  + " % until a balancer or a person sets another"
              : "";
      String why = containers + " containers ran without their control keys" + split;
      journal.tell(write, "adopted", app, found.rollout().state(), why);
    }
    if (controlWriter.run(lease, write)) {
      // The epoch may have been made by this very write; the next look finds it complete.
      memory.epoch = null;
      LOG.atInfo()
          .addKeyValue("app", app)
          .addKeyValue("containers", containers)
          .addKeyValue("rollout", found.rollout().state())
          .log("Adopted the running containers of an app");
    }
  }

  static boolean complete(AppControl known) {
    return known.spec() != null && known.slots() != null && known.rollout() != null;
  }

  private AtomicWrite missing(Lease lease, String app, AppControl known, Adoption found) {
    AtomicWrite write = controlWriter.begin(lease);
    if (known.spec() == null && found.spec() != null) {
      specs.put(write, found.spec());
    }
    if (known.slots() == null) {
      slots.put(write, app, found.slots());
      beginSteps(write, known, found);
    }
    if (known.rollout() == null) {
      rollouts.put(write, app, null, found.rollout());
    }
    return write;
  }

  /**
   * Before the routes know the canary again, so that it does not get the split's share meanwhile.
   */
  private void beginSteps(AtomicWrite write, AppControl known, Adoption found) {
    Member canary = found.slots().in(Slot.CANARY).serving();
    AppSpec spec = known.spec() == null ? found.spec() : known.spec();
    if (canary != null && spec != null) {
      steps.begin(write, spec, canary.deployment());
    }
  }

  /** What balancers that already spoke up again route to. */
  private Set<String> routed() {
    return balancers.heartbeats().orElse(List.of()).stream()
        .flatMap(heartbeat -> heartbeat.urls().stream())
        .map(RoutedUrl::url)
        .map(url -> URI.create(url).getAuthority())
        .collect(Collectors.toUnmodifiableSet());
  }
}

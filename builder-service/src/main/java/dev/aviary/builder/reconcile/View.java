package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.Withdrawals;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the next step follows from: what should run, what is recorded, what Docker says runs,
 * what the balancers say of it, and what the probes found.
 *
 * @param containers the app's containers, by id
 * @param passages of serving and draining containers, by id
 * @param probed of starting containers, by id
 * @param resting slots in which a container died again so soon that the next one has to wait
 */
record View(
    AppSpec spec,
    Rollout rollout,
    Slots slots,
    Withdrawals withdrawn,
    Map<String, AppContainer> containers,
    Map<String, Passage> passages,
    Map<String, Probed> probed,
    Set<Slot> resting) {

  Occupancy in(Slot slot) {
    return slots.in(slot);
  }

  Optional<Placement> desired(Slot slot) {
    return Optional.ofNullable(rollout.desired().get(slot));
  }

  /** The settings that a release's containers are made with: those it was deployed with. */
  AppSpec specOf(Placement placement) {
    RunOptions run = placement.release().run();
    return run == null ? spec : spec.withRun(run);
  }

  @Nullable AppContainer container(Member member) {
    return containers.get(member.container());
  }

  /** What the container was made to answer; the app's present one where that is not known. */
  String healthPath(Member member) {
    return Objects.requireNonNullElse(member.healthPath(), spec.run().probePath());
  }

  boolean runs(@Nullable Member member) {
    AppContainer container = member == null ? null : container(member);
    return container != null && container.running();
  }

  /** Whether the slot serves what it should. */
  boolean settled(Slot slot) {
    Member serving = in(slot).serving();
    return serving != null && runs(serving) && wanted(slot, serving);
  }

  /** Whether the member is of the deployment that the slot should run. */
  boolean wanted(Slot slot, Member member) {
    return desired(slot)
        .map(placement -> placement.deployment().equals(member.deployment()))
        .orElse(false);
  }

  Passage passage(Member member) {
    return passages.getOrDefault(member.container(), Passage.UNSEEN);
  }

  Probed probed(Member member) {
    return probed.getOrDefault(member.container(), Probed.NEVER);
  }

  boolean underway(String deployment) {
    return deployment.equals(rollout.underway());
  }
}

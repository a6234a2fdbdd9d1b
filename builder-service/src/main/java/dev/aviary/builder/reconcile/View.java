package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.Withdrawals;
import java.util.Comparator;
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
    Release release = placement.release();
    BuildOptions build = release.build();
    return (build == null ? spec : spec.withBuild(build)).withRun(runOf(placement));
  }

  /** A release of an older Aviary says nothing of it, but its containers do. */
  private RunOptions runOf(Placement placement) {
    RunOptions run = placement.release().run();
    return run != null
        ? run
        : containers.values().stream()
            .filter(each -> each.placement().deployment().equals(placement.deployment()))
            .min(Comparator.comparingLong(AppContainer::createdAt))
            .map(each -> each.spec().run())
            .orElse(spec.run());
  }

  /** What a container was made with; the app's present settings where Docker does not know it. */
  RunOptions run(Member member) {
    AppContainer container = container(member);
    return container == null ? spec.run() : container.spec().run();
  }

  @Nullable AppContainer container(Member member) {
    return containers.get(member.container());
  }

  /** What the container was made to answer. */
  String healthPath(Member member) {
    return Objects.requireNonNullElse(member.healthPath(), run(member).probePath());
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

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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the next step follows from: what should run, what is recorded, what Docker says runs,
 * what the balancers say of it, and what the probes found.
 *
 * @param containers the app's containers, by id
 * @param uptakes of serving and draining containers, by id
 * @param probed of starting containers, by id
 * @param resting slots in which a container died again so soon that the next one has to wait
 * @param stopping containers that were asked to end and have not yet, by id
 * @param beside what stands beside the slots
 */
record ObservedState(
    AppSpec spec,
    Rollout rollout,
    Slots slots,
    Withdrawals withdrawn,
    Map<String, AppContainer> containers,
    Map<String, RouteUptake> uptakes,
    Map<String, Probed> probed,
    Set<Slot> resting,
    Set<String> stopping,
    SideState beside) {

  Occupancy in(Slot slot) {
    return slots.in(slot);
  }

  /** Until its release command has ended, a deployment changes nothing. */
  Optional<Placement> desired(Slot slot) {
    Rollout now = releasing() == null ? rollout : Releases.before(rollout);
    return Optional.ofNullable(now.desired().get(slot));
  }

  /** The placement under way whose release command has to end first, or null. */
  @Nullable Placement releasing() {
    Placement next = Releases.released(rollout);
    boolean waits =
        next != null
            && specOf(next).run().releaseCommand() != null
            && !next.deployment().equals(beside.released())
            && slots.members().noneMatch(each -> each.deployment().equals(next.deployment()));
    return waits ? next : null;
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

  boolean runs(@Nullable Member member) {
    AppContainer container = member == null ? null : container(member);
    return container != null && container.running();
  }

  /** Whether the slot serves what it should. */
  boolean settled(Slot slot) {
    Member serving = in(slot).serving();
    return serving != null && runs(serving) && wanted(slot, serving) && !outgoing(serving);
  }

  /** Whether a restart in its place was asked for. */
  private boolean outgoing(Member member) {
    AppContainer container = container(member);
    return container != null && container.outgoing();
  }

  /** Whether the member is of the deployment that the slot should run. */
  boolean wanted(Slot slot, Member member) {
    return desired(slot)
        .map(placement -> placement.deployment().equals(member.deployment()))
        .orElse(false);
  }

  RouteUptake uptake(Member member) {
    return uptakes.getOrDefault(member.container(), RouteUptake.UNSEEN);
  }

  Probed probed(Member member) {
    return probed.getOrDefault(member.container(), Probed.NEVER);
  }

  boolean underway(String deployment) {
    return deployment.equals(rollout.underway());
  }
}

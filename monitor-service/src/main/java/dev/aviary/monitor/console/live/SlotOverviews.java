package dev.aviary.monitor.console.live;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.AppControl;
import dev.aviary.monitor.console.live.AppOverview.SlotOverview;
import dev.aviary.monitor.node.NodeSettings;
import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.NewestSamples;
import dev.aviary.monitor.sample.Sample;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what stands in each slot of an app. */
@Singleton
final class SlotOverviews {
  private final BalancerView balancer;
  private final SeenContainers containers;
  private final NewestSamples board;

  SlotOverviews(BalancerView balancer, SeenContainers containers, NewestSamples board) {
    this.balancer = balancer;
    this.containers = containers;
    this.board = board;
  }

  List<SlotOverview> of(AppControl app) {
    return Arrays.stream(Slot.values()).map(slot -> of(app, slot)).toList();
  }

  private SlotOverview of(AppControl app, Slot slot) {
    Occupancy there = Objects.requireNonNullElse(app.slots(), Slots.EMPTY).in(slot);
    Member serving = there.serving();
    Member starting = there.starting();
    if (serving != null) {
      String next = starting == null ? null : starting.release();
      return occupied(app, slot, serving, state(app, slot, serving), next);
    }
    if (starting != null) {
      return occupied(app, slot, starting, "starting", null);
    }
    return slot == Slot.CANARY && app.rollout() instanceof Rollout.Withdrawn withdrawn
        ? empty(slot, "withdrawn", withdrawn.withdrawn())
        : empty(slot, "empty", null);
  }

  private String state(AppControl app, Slot slot, Member serving) {
    if (slot == Slot.CANARY && app.withdrawn().of(serving).isPresent()) {
      return "withdrawn";
    }
    BalancerRoutes.Place place = balancer.of(app.app(), slot, serving.container());
    if (place == null) {
      return "unknown";
    }
    if (place.ejectedUntil() != null) {
      return "ejected";
    }
    return place.healthy() ? "healthy" : "failing";
  }

  private SlotOverview occupied(
      AppControl app, Slot slot, Member member, String state, @Nullable String next) {
    Instant since = containers.find(member.container()).map(Container::startedAt).orElse(null);
    Sample sample = board.of(member.container());
    return new SlotOverview(
        slot,
        state,
        member.release(),
        member.deployment(),
        member.commit(),
        branch(app.rollout(), member),
        since,
        sample == null || sample.memoryLimitBytes() == 0 ? null : sample.memoryLimitBytes(),
        node(member),
        next);
  }

  private static SlotOverview empty(Slot slot, String state, @Nullable Placement placement) {
    return placement == null
        ? new SlotOverview(slot, state, null, null, null, null, null, null, null, null)
        : new SlotOverview(
            slot,
            state,
            placement.release().id(),
            placement.deployment(),
            placement.release().commit(),
            placement.release().branch(),
            null,
            null,
            null,
            null);
  }

  private @Nullable String node(Member member) {
    return containers
        .find(member.container())
        .map(Container::node)
        .filter(each -> !each.isEmpty())
        .map(NodeSettings::shown)
        .orElse(null);
  }

  private static @Nullable String branch(@Nullable Rollout rollout, Member member) {
    if (rollout == null) {
      return null;
    }
    return Stream.of(rollout.stable(), rollout.canary(), rollout.previous(), base(rollout))
        .filter(Objects::nonNull)
        .filter(each -> each.release().id().equals(member.release()))
        .map(each -> each.release().branch())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Placement base(Rollout rollout) {
    return rollout instanceof Rollout.Moving moving ? moving.base().stable() : null;
  }
}

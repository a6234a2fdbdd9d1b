package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes of releases that get no traffic: one container of each for a track, of the release
 * that the track has reached. The old one ends before the new one begins.
 */
final class Processes {
  private Processes() {}

  /** One that should run. */
  private record Wanted(String process, Track track, Placement placement, String command) {
    boolean is(SideContainer container) {
      return container.process().equals(process)
          && container.track() == track
          && container.deployment().equals(placement.deployment());
    }

    String key() {
      return Processes.key(process, track);
    }
  }

  /** As {@code worker of stable}. */
  static String key(String process, Track track) {
    return process + " of " + track.id();
  }

  static String key(SideContainer container) {
    return key(container.process(), container.track());
  }

  static Optional<Step> next(View view) {
    List<Wanted> wanted = wanted(view);
    return ordered(view)
        .flatMap(each -> Stream.ofNullable(ending(view, wanted, each)))
        .findFirst()
        .or(() -> starting(view, wanted));
  }

  private static Stream<SideContainer> ordered(View view) {
    return view.beside().containers().stream().sorted(Comparator.comparing(SideContainer::id));
  }

  private static @Nullable Step ending(View view, List<Wanted> wanted, SideContainer container) {
    boolean keep =
        container.isRelease()
            ? container.deployment().equals(view.rollout().underway())
            : wanted.stream().anyMatch(each -> each.is(container));
    if (container.runs()) {
      return keep || view.stopping().contains(container.id()) ? null : new Step.StopSide(container);
    }
    boolean died = keep && !container.isRelease() && container.state() == State.ENDED;
    return keep && !died ? null : new Step.RemoveSide(container, died);
  }

  private static Optional<Step> starting(View view, List<Wanted> wanted) {
    return wanted.stream()
        .filter(each -> !view.beside().resting().contains(each.key()))
        .filter(each -> view.beside().containers().stream().noneMatch(there -> blocks(each, there)))
        .<Step>map(each ->
            new Step.StartSide(each.process(), each.track(), each.placement(), each.command()))
        .findFirst();
  }

  /** One that was made and not started is started by the same step. */
  private static boolean blocks(Wanted wanted, SideContainer there) {
    return key(there).equals(wanted.key()) && there.state() != State.CREATED;
  }

  private static List<Wanted> wanted(View view) {
    var all = new ArrayList<Wanted>();
    add(all, view, Track.STABLE, stable(view.rollout()));
    add(all, view, Track.CANARY, canary(view.rollout()));
    return all;
  }

  private static void add(List<Wanted> all, View view, Track track, @Nullable Placement placement) {
    if (placement != null) {
      Map<String, String> processes = view.specOf(placement).run().processes();
      processes.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(each -> new Wanted(each.getKey(), track, placement, each.getValue()))
          .forEach(all::add);
    }
  }

  private static @Nullable Placement stable(Rollout rollout) {
    return rollout instanceof Rollout.Moving moving ? moving.base().stable() : rollout.stable();
  }

  private static @Nullable Placement canary(Rollout rollout) {
    Rollout at = rollout instanceof Rollout.Moving moving ? moving.base() : rollout;
    return at instanceof Rollout.Trying trying
        ? trying.live() ? trying.canary() : trying.replaced()
        : null;
  }
}

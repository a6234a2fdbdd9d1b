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

  static Optional<ReconcileStep> next(ObservedState observed) {
    List<Wanted> wanted = wanted(observed);
    return ordered(observed)
        .flatMap(each -> Stream.ofNullable(ending(observed, wanted, each)))
        .findFirst()
        .or(() -> starting(observed, wanted));
  }

  private static Stream<SideContainer> ordered(ObservedState observed) {
    return observed.beside().containers().stream().sorted(Comparator.comparing(SideContainer::id));
  }

  private static @Nullable ReconcileStep ending(
      ObservedState observed, List<Wanted> wanted, SideContainer container) {
    boolean keep =
        container.isRelease()
            ? container.deployment().equals(observed.rollout().underway())
            : wanted.stream().anyMatch(each -> each.is(container));
    if (container.runs()) {
      return keep || observed.stopping().contains(container.id())
          ? null
          : new ReconcileStep.StopSide(container);
    }
    boolean died = keep && !container.isRelease() && container.state() == State.ENDED;
    return keep && !died ? null : new ReconcileStep.RemoveSide(container, died);
  }

  private static Optional<ReconcileStep> starting(ObservedState observed, List<Wanted> wanted) {
    return wanted.stream()
        .filter(_ -> observed.beside().starts())
        .filter(each -> !observed.beside().resting().contains(each.key()))
        .filter(
            each -> observed.beside().containers().stream().noneMatch(there -> blocks(each, there)))
        .<ReconcileStep>map(each ->
            new ReconcileStep.StartSide(
                each.process(), each.track(), each.placement(), each.command()))
        .findFirst();
  }

  /** One that was made and not started is started by the same step. */
  private static boolean blocks(Wanted wanted, SideContainer there) {
    return key(there).equals(wanted.key()) && there.state() != State.CREATED;
  }

  private static List<Wanted> wanted(ObservedState observed) {
    var all = new ArrayList<Wanted>();
    add(all, observed, Track.STABLE, stable(observed.rollout()));
    add(all, observed, Track.CANARY, canary(observed.rollout()));
    return all;
  }

  private static void add(
      List<Wanted> all, ObservedState observed, Track track, @Nullable Placement placement) {
    if (placement != null) {
      Map<String, String> processes = observed.specOf(placement).run().processes();
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

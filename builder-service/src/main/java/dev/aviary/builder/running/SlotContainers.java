package dev.aviary.builder.running;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.AppContainers;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.builder.reconcile.SlotStore;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the container that an owner means by a slot, or by a process with its track. */
@Singleton
final class SlotContainers {
  /** It becomes the name of a file too. */
  private static final Pattern PLACE = Pattern.compile("[a-z][a-z0-9-]{0,19}(\\.(stable|canary))?");

  private final SpecStore specs;
  private final SlotStore slots;
  private final Engine engine;

  SlotContainers(SpecStore specs, SlotStore slots, Engine engine) {
    this.specs = specs;
    this.slots = slots;
    this.engine = engine;
  }

  /**
   * @param place {@code stable-1}, {@code stable-2}, {@code canary}, or a process with its track as
   *     in {@code worker.stable}
   * @return the id of the container that serves or starts there
   * @throws ProblemException 404 for an app that is none, 503 while Docker is away
   */
  Optional<String> running(String app, String place) {
    known(app);
    Check.that(
        PLACE.matcher(place).matches(),
        "'%s' is not a place; give a slot, or a process with its track as in worker.stable"
            .formatted(place));
    AppContainers all = asked(() -> engine.all(app));
    Optional<Slot> slot = Slot.of(place);
    return slot.isPresent()
        ? member(app, slot.get(), all)
        : all.sides().stream()
            .filter(SideContainer::runs)
            .filter(each -> place(each).equals(place))
            .map(SideContainer::id)
            .findFirst();
  }

  /**
   * The container that a program can be run in.
   *
   * @param container as {@link #running} names it
   * @throws ProblemException 409 when it is on another node of the swarm
   */
  String reachable(String container) {
    return switch (asked(() -> engine.reachable(container))) {
      case Result.Done<String>(String here) -> here;
      case Refusal<String> refusal -> throw ProblemException.of(refusal);
    };
  }

  /** What serves in a slot and runs. */
  AppContainer serving(String app, Slot slot) {
    known(app);
    @Nullable Member serving = slots.find(app).map(found -> found.in(slot).serving()).orElse(null);
    return asked(() -> engine.all(app)).slots().stream()
        .filter(AppContainer::running)
        .filter(each -> serving != null && each.id().equals(serving.container()))
        .findFirst()
        .orElseThrow(() ->
            ProblemException.conflict("nothing serves in %s of %s".formatted(slot.id(), app)));
  }

  Slot slot(String id) {
    return Slot.of(id)
        .orElseThrow(() ->
            ProblemException.notFound(
                "there is no slot " + id + "; give stable-1, stable-2 or canary"));
  }

  <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      if (!EngineFaults.away(e)) {
        throw e;
      }
      throw new ProblemException(
          HttpStatus.SERVICE_UNAVAILABLE, "the Docker engine does not answer: " + e.getMessage());
    }
  }

  private void known(String app) {
    if (!specs.names().contains(Check.app(app))) {
      throw ProblemException.notFound("there is no app named " + app);
    }
  }

  private Optional<String> member(String app, Slot slot, AppContainers all) {
    return slots.find(app).stream()
        .flatMap(found -> Stream.of(found.in(slot).serving(), found.in(slot).starting()))
        .filter(Objects::nonNull)
        .map(Member::container)
        .filter(id -> all.slots().stream().anyMatch(each -> each.id().equals(id) && each.running()))
        .findFirst();
  }

  private static String place(SideContainer container) {
    return container.process() + "." + container.track().id();
  }
}

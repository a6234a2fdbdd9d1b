package dev.aviary.balancer.admin;

import dev.aviary.balancer.admin.ControlChanges.Next;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Interruption;
import dev.aviary.contract.route.Recorded;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Begins and ends maintenance and pauses; the later one takes the earlier one's place. */
@Singleton
final class Interruptions {
  private final KnownApps apps;
  private final ControlStore store;
  private final ControlChanges changes;
  private final InstantSource clock;

  Interruptions(KnownApps apps, ControlStore store, ControlChanges changes, InstantSource clock) {
    this.apps = apps;
    this.store = store;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * What interrupts the app.
   *
   * @throws ProblemException 404 when it is of another kind, or nothing does
   */
  State<Interruption> of(String app, Class<? extends Interruption> kind) {
    Recorded<Interruption> recorded = present(app);
    Interruption interruption = recorded.value();
    if (interruption == null || !kind.isInstance(interruption)) {
      throw ProblemException.notFound("'" + app + "' is not interrupted that way");
    }
    return new State<>(interruption, ControlChanges.tag(recorded));
  }

  /** Returns when it is in force, or is known not to be yet. */
  Change<Interruption> begin(
      String app, Function<Instant, Interruption.Present> asked, ChangeRequest request) {
    apps.of(app);
    return changes.make(
        app,
        () -> present(app),
        request,
        before -> begun(app, Interruption.present(before.value()), asked));
  }

  /**
   * Ends it if it is of that kind; otherwise there is nothing to end.
   *
   * @param reason why; null: none was given
   */
  Change<Interruption> end(
      String app,
      Class<? extends Interruption> kind,
      @Nullable String reason,
      ChangeRequest asked) {
    String why = GivenReason.after("by hand", GivenReason.of(reason));
    return changes.make(
        app,
        () -> present(app),
        asked,
        before -> ended(app, Interruption.present(before.value()), kind, why));
  }

  /**
   * As Redis says, or as this balancer remembers what Redis may have lost. One that was ended is
   * none.
   */
  private Recorded<Interruption> present(String app) {
    Interruption.Present remembered = apps.interruption(app);
    Recorded<Interruption> recorded = store.interruption(app);
    Interruption value =
        recorded.text() == null ? remembered : Interruption.present(recorded.value());
    return new Recorded<>(recorded.key(), value, recorded.text());
  }

  private Next<Interruption> begun(
      String app,
      Interruption.@Nullable Present before,
      Function<Instant, Interruption.Present> asked) {
    Interruption.Present next = asked.apply(clock.instant());
    if (next.equals(before)) {
      return new Next<>(next, null);
    }
    String replaced = before == null ? "" : "; takes the place of a " + name(before);
    return new Next<>(
        next,
        event(
            app,
            name(next) + "-began",
            GivenReason.after(described(next) + replaced, next.reason())));
  }

  private Next<Interruption> ended(
      String app,
      Interruption.@Nullable Present before,
      Class<? extends Interruption> kind,
      String why) {
    if (before == null) {
      return new Next<>(new Interruption.Over(), null);
    }
    return kind.isInstance(before)
        ? new Next<>(new Interruption.Over(), event(app, name(before) + "-ended", why))
        : new Next<>(before, null);
  }

  private Event event(String app, String what, String why) {
    return new Event(clock.instant(), RequestAuthor.by("balancer"), what, app, null, why);
  }

  private static String name(Interruption.Present interruption) {
    return switch (interruption) {
      case Interruption.Maintenance maintenance -> "maintenance";
      case Interruption.Pause pause -> "pause";
    };
  }

  private static String described(Interruption.Present interruption) {
    Instant until = interruption.until();
    String end = until == null ? "until it is ended" : "until " + until;
    return interruption instanceof Interruption.Maintenance maintenance
        ? maintenance.message() + " (" + end + ")"
        : end;
  }
}

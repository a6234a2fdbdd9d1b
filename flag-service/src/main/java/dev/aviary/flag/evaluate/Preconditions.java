package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.Kill;
import dev.aviary.flag.definition.Prerequisite;
import dev.aviary.flag.definition.Schedule;
import dev.aviary.flag.json.Pointer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides before a flag's rule is asked: by its state, kill switch, schedule, prerequisites. */
final class Preconditions {
  private static final Pointer EXTRAS = Pointer.ROOT.to(FlagDocument.EXTRAS);
  private static final Pointer SCHEDULE = EXTRAS.to("schedule");

  private final boolean enabled;
  private final AviaryMembers extras;
  private final FlagResults results;

  Preconditions(FlagDocument document, FlagResults results) {
    this.enabled = document.definition().state() == Definition.State.ENABLED;
    this.extras = document.extras();
    this.results = results;
  }

  /** Null: the flag is evaluated further. */
  @Nullable Evaluation evaluate(Run run) {
    if (!enabled) {
      run.decide(Pointer.ROOT.to(Definition.STATE), "the flag is disabled");
      return results.disabled();
    }
    Kill kill = extras.kill().orElse(null);
    if (kill != null && run.nowMillis < kill.until().toEpochMilli()) {
      run.decide(EXTRAS.to("kill"), "the flag is killed until " + kill.until());
      return kill.variant()
          .map(variant -> results.of(variant, Reason.STATIC))
          .orElseGet(results::disabled);
    }
    Schedule schedule = extras.schedule();
    if (run.nowMillis < millis(schedule.onFrom(), Long.MIN_VALUE)) {
      run.decide(SCHEDULE.to("onFrom"), "the flag is not on yet");
      return results.disabled();
    }
    if (run.nowMillis >= millis(schedule.offFrom(), Long.MAX_VALUE)) {
      run.decide(SCHEDULE.to("offFrom"), "the flag is no longer on");
      return results.disabled();
    }
    List<Prerequisite> wanted = extras.prerequisites();
    return wanted.isEmpty() || hold(wanted, run) ? null : results.disabled();
  }

  private static boolean hold(List<Prerequisite> prerequisites, Run run) {
    run.spend(prerequisites.size());
    for (int i = 0; i < prerequisites.size(); i++) {
      Prerequisite wanted = prerequisites.get(i);
      boolean holds =
          run.find(wanted.flag()).map(run::inside).orElse(null)
                  instanceof Evaluation.Resolved resolved
              && wanted.variant().equals(resolved.variant());
      if (run.explains()) {
        run.decide(
            EXTRAS.to("prerequisites").to(i),
            "the prerequisite %s = %s %s"
                .formatted(wanted.flag(), wanted.variant(), holds ? "holds" : "does not hold"));
      }
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  ChangeTimes changeTimes() {
    if (extras.isEmpty()) {
      return ChangeTimes.NONE;
    }
    return new ChangeTimes(
        Stream.of(
                extras.kill().map(Kill::until),
                extras.schedule().onFrom(),
                extras.schedule().offFrom())
            .flatMap(Optional::stream)
            .map(Instant::toEpochMilli)
            .toList(),
        List.of());
  }

  private static long millis(Optional<Instant> moment, long otherwise) {
    return moment.map(Instant::toEpochMilli).orElse(otherwise);
  }
}

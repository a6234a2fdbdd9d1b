package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.Extras;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.Kill;
import dev.aviary.flag.definition.Prerequisite;
import dev.aviary.flag.json.Pointer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What decides before a flag's rule is asked: state, kill switch, schedule, prerequisites. */
final class Gates {
  private static final Pointer EXTRAS = Pointer.ROOT.to(FlagDocument.EXTRAS);
  private static final Pointer KILL = EXTRAS.to("kill");
  private static final Pointer SCHEDULE = EXTRAS.to("schedule");
  private static final Pointer PREREQUISITES = EXTRAS.to("prerequisites");

  private final boolean enabled;
  private final long killedUntil;
  private final Evaluation killed;
  private final long onFrom;
  private final long offFrom;
  private final List<Prerequisite> prerequisites;
  private final Outcomes outcomes;

  Gates(FlagDocument document, Outcomes outcomes) {
    Extras extras = document.extras();
    this.enabled = document.definition().state() == Definition.State.ENABLED;
    this.killedUntil = extras.kill().map(kill -> millis(kill.until())).orElse(Long.MIN_VALUE);
    this.killed =
        extras
            .kill()
            .flatMap(Kill::variant)
            .map(variant -> outcomes.of(variant, Reason.STATIC))
            .orElse(outcomes.disabled());
    this.onFrom = extras.schedule().onFrom().map(Gates::millis).orElse(Long.MIN_VALUE);
    this.offFrom = extras.schedule().offFrom().map(Gates::millis).orElse(Long.MAX_VALUE);
    this.prerequisites = extras.prerequisites();
    this.outcomes = outcomes;
  }

  /** Null: the flag is evaluated further. */
  @Nullable Evaluation evaluate(Run run) {
    if (!enabled) {
      run.decide(Pointer.ROOT.to(Definition.STATE), "the flag is disabled");
      return outcomes.disabled();
    }
    if (run.nowMillis < killedUntil) {
      run.decide(KILL, "the flag is killed until " + Instant.ofEpochMilli(killedUntil));
      return killed;
    }
    if (run.nowMillis < onFrom) {
      run.decide(SCHEDULE.to("onFrom"), "the flag is not on yet");
      return outcomes.disabled();
    }
    if (run.nowMillis >= offFrom) {
      run.decide(SCHEDULE.to("offFrom"), "the flag is not on any more");
      return outcomes.disabled();
    }
    return prerequisites.isEmpty() ? null : prerequisites(run);
  }

  private @Nullable Evaluation prerequisites(Run run) {
    run.spend(prerequisites.size());
    for (int i = 0; i < prerequisites.size(); i++) {
      Prerequisite wanted = prerequisites.get(i);
      Optional<CompiledFlag> flag = run.find(wanted.flag());
      Evaluation given = flag.isEmpty() ? null : run.inside(flag.get());
      boolean holds =
          given instanceof Evaluation.Resolved resolved
              && wanted.variant().equals(resolved.variant());
      run.decide(
          PREREQUISITES.to(i),
          "the prerequisite %s = %s %s"
              .formatted(wanted.flag(), wanted.variant(), holds ? "holds" : "does not hold"));
      if (!holds) {
        return outcomes.disabled();
      }
    }
    return null;
  }

  Timeline timeline() {
    List<Long> moments = new ArrayList<>();
    Stream.of(killedUntil, onFrom, offFrom)
        .filter(moment -> moment != Long.MIN_VALUE && moment != Long.MAX_VALUE)
        .forEach(moments::add);
    return new Timeline(moments, List.of());
  }

  private static long millis(Instant instant) {
    return instant.toEpochMilli();
  }
}

package dev.aviary.flag.usage;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.registry.Flag;
import dev.aviary.flag.store.FlagKey;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which flags should be gone from code and store, and why. */
@Singleton
public final class Staleness {
  /** A flag with this tag may rest for years: a switch for emergencies, say. */
  public static final String PERMANENT = "permanent";

  private final Usage usage;
  private final UsageSettings settings;

  Staleness(Usage usage, UsageSettings settings) {
    this.usage = usage;
    this.settings = settings;
  }

  /** When the flag was last evaluated, to the minute. */
  public Optional<Instant> lastEvaluated(FlagKey key) {
    return usage.of(key).map(use -> time(use.last()));
  }

  /** The reasons for which a flag is stale; none: it is not. */
  public List<String> reasons(FlagKey key, Flag flag, Instant now) {
    List<String> reasons = new ArrayList<>();
    AviaryMembers extras = flag.document().extras();
    extras
        .expires()
        .filter(expiry -> !expiry.isAfter(now))
        .ifPresent(expiry -> reasons.add("it was to be removed by " + expiry));
    if (extras.tags().contains(PERMANENT)) {
      return reasons;
    }
    Optional<Use> use = usage.of(key);
    Instant changed = flag.changed().at();
    Instant used = use.map(each -> time(each.last())).orElse(Instant.EPOCH);
    if (past(later(used, changed), settings.unused(), now)) {
      reasons.add(unused(use));
    }
    use.filter(each -> past(later(time(each.same()), changed), settings.constant(), now))
        .filter(each -> !past(time(each.last()), settings.unused(), now))
        .ifPresent(each -> reasons.add(constant(each)));
    return reasons;
  }

  private static String unused(Optional<Use> use) {
    return use.map(each -> "it was last evaluated at " + time(each.last()))
            .orElse("it was never evaluated")
        + "; reads of its plain key are not counted";
  }

  private static String constant(Use use) {
    String gave = use.result().isEmpty() ? "no value" : "'" + use.result() + "'";
    return "it gave %s to everybody since %s".formatted(gave, time(use.same()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static boolean past(Instant since, Duration most, Instant now) {
    return since.plus(most).isBefore(now);
  }

  private static Instant time(long minute) {
    return Instant.ofEpochSecond(minute * 60);
  }
}

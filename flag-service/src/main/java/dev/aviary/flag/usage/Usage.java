package dev.aviary.flag.usage;

import dev.aviary.flag.evaluate.ErrorCode;
import dev.aviary.flag.evaluate.Evaluation;
import dev.aviary.flag.store.FlagKey;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts evaluations. */
@Singleton
public final class Usage {
  private final Map<String, EvaluationCount> tallies = new ConcurrentHashMap<>();

  /** To be called with every evaluation that a client asked for; takes no lock and never waits. */
  public void count(Evaluation evaluation, long nowMillis) {
    String result =
        switch (evaluation) {
          case Evaluation.Resolved resolved -> orEmpty(resolved.variant());
          case Evaluation.Failed failed when failed.code() == ErrorCode.FLAG_NOT_FOUND -> null;
          case Evaluation.Failed _ -> "";
        };
    if (result == null) {
      return;
    }
    EvaluationCount tally = tallies.get(evaluation.key());
    if (tally == null) {
      long minute = nowMillis / Use.MINUTE;
      EvaluationCount first = new EvaluationCount(new Use(minute, minute, result));
      tally = tallies.putIfAbsent(evaluation.key(), first);
    }
    if (tally != null) {
      tally.count(result, nowMillis);
    }
  }

  Optional<Use> of(FlagKey key) {
    return Optional.ofNullable(tallies.get(key.text())).map(EvaluationCount::use);
  }

  Map<FlagKey, Use> all() {
    var all = new TreeMap<FlagKey, Use>();
    tallies.forEach((key, tally) -> all.put(new FlagKey(key), tally.use()));
    return all;
  }

  /** Adds what other services counted, and this one before its start. */
  void add(FlagKey key, Use use) {
    EvaluationCount mine = tallies.putIfAbsent(key.text(), new EvaluationCount(use));
    if (mine != null) {
      mine.add(use);
    }
  }

  /** Forgets flags that are gone. */
  void keepOnly(Predicate<FlagKey> there) {
    tallies.keySet().removeIf(key -> !there.test(new FlagKey(key)));
  }

  private static String orEmpty(@Nullable String variant) {
    return variant == null ? "" : variant;
  }
}

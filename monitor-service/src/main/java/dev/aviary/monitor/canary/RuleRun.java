package dev.aviary.monitor.canary;

import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Comparison;
import dev.aviary.contract.judgement.TrackFigures;
import dev.aviary.monitor.evidence.EvidenceSecond;
import dev.aviary.monitor.evidence.StablePast;
import dev.aviary.monitor.evidence.TrackCounts;
import dev.aviary.monitor.judge.CanaryJudge;
import dev.aviary.monitor.judge.Ruling;
import dev.aviary.monitor.judge.TrackSecond;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rule at work on one canary deployment: gives it the counts of each second, and turns its
 * ruling into the judgement that is stored and shown. For one thread.
 */
final class RuleRun {
  private static final List<String> QUANTILES = List.of("p50", "p95", "p99");

  private final CanaryJudge judge;
  private final SetAside setAside = new SetAside();
  private @Nullable Instant since;
  private @Nullable Instant deadSince;
  private long last = Long.MIN_VALUE;

  RuleRun(Tolerance tolerance, @Nullable StablePast past) {
    this.judge = new CanaryJudge(Latency.BOUNDS, tolerance, StableLearning.history(past));
  }

  /** One that comes late counts in the newest second. */
  void take(EvidenceSecond second) {
    last = Math.max(last, second.second());
    if (since == null && second.canary().attempts() > 0) {
      since = Instant.ofEpochSecond(second.second());
    }
    setAside.take(second);
    if (setAside.reason() == null) {
      deadSince = null;
    } else if (deadSince == null) {
      deadSince = Instant.ofEpochSecond(last);
    }
    judge.second(last, track(second.canary()), track(second.stable()));
  }

  boolean isBad() {
    return judge.bad() || setAside.reason() != null;
  }

  Ruled ruled() {
    Ruling ruling = judge.ruling();
    String dead = setAside.reason();
    if (dead != null && ruling.verdict() != CanaryVerdict.BAD) {
      return new Ruled(
          CanaryVerdict.BAD, List.of(dead), null, false, comparison(ruling), false, deadSince);
    }
    return new Ruled(
        ruling.verdict(),
        ruling.reasons(),
        ruling.missing(),
        ruling.stableSuffers(),
        comparison(ruling),
        false,
        ruling.firstCertain() == null ? null : Instant.ofEpochSecond(ruling.firstCertain()));
  }

  static TrackSecond track(TrackCounts counts) {
    long[] row = Arrays.stream(Latency.row(counts.millis())).mapToLong(Math::round).toArray();
    return new TrackSecond(counts.attempts(), counts.failed(), row);
  }

  private Comparison comparison(Ruling ruling) {
    Ruling.Errors errors = ruling.errors();
    Ruling.Latency latency = ruling.latency();
    return new Comparison(
        since,
        figures(errors.canary(), latency.canaryMillis(), latency.canaryAnswers()),
        figures(errors.stable(), latency.stableMillis(), latency.stableAnswers()),
        rule(ruling));
  }

  private static TrackFigures figures(Ruling.Rate rate, List<Double> millis, double answers) {
    Map<String, Double> quantiles = new LinkedHashMap<>();
    for (int i = 0; answers > 0 && i < Math.min(QUANTILES.size(), millis.size()); i++) {
      quantiles.put(QUANTILES.get(i), rounded(millis.get(i)));
    }
    return new TrackFigures(
        Math.round(rate.requests()),
        Math.round(rate.failed()),
        rounded(rate.lowest() * 100),
        rounded(rate.highest() * 100),
        quantiles);
  }

  private static List<String> rule(Ruling ruling) {
    var lines = new ArrayList<String>();
    Ruling.Errors errors = ruling.errors();
    lines.add(line("errors beside stable", errors.evidence(), errors.needed()));
    if (errors.neededByHistory() > 0) {
      lines.add(line("errors against stable's past", errors.byHistory(), errors.neededByHistory()));
    }
    Ruling.Latency latency = ruling.latency();
    lines.add(line("slower as a whole", latency.evidence(), latency.needed()));
    lines.add(line("more slow answers", latency.tailEvidence(), latency.neededForTail()));
    return lines;
  }

  private static String line(String what, double evidence, double needed) {
    return String.format(
        Locale.ROOT, "%s: evidence %.3g of the %.3g that convict", what, evidence, needed);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}

package dev.aviary.monitor.judge;

import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.judgement.CanaryVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts what the evidence says into a verdict and into words. */
final class RulingText {
  /**
   * A canary is good when its error rate is surely less than stable's and so many times the
   * tolerance. With the tolerance alone a healthy canary would need more than twice the requests;
   * with twice of it, about 360 without an error.
   */
  private static final double GOOD_MARGIN = 2;

  private static final List<Double> QUANTILES = List.of(0.5, 0.95, 0.99);

  private final Tolerance tolerance;
  private final ErrorEvidence errors;
  private final ErrorLimits limits;
  private final LatencyEvidence latency;
  private final StableCondition stable;

  RulingText(
      Tolerance tolerance,
      ErrorEvidence errors,
      ErrorLimits limits,
      LatencyEvidence latency,
      StableCondition stable) {
    this.tolerance = tolerance;
    this.errors = errors;
    this.limits = limits;
    this.latency = latency;
    this.stable = stable;
  }

  Ruling ruling(
      double requests, Ruling.Rate canary, Ruling.Rate others, @Nullable Long firstCertain) {
    var reasons = badReasons(canary, others);
    CanaryVerdict verdict = CanaryVerdict.BAD;
    String missing = null;
    if (reasons.isEmpty()) {
      missing = missing(requests, canary, others);
      verdict = missing == null ? CanaryVerdict.GOOD : CanaryVerdict.NOT_ENOUGH;
      if (missing == null) {
        reasons.add(goodReason(canary, others));
      }
      if (stable.errs() || stable.slow()) {
        reasons.add(
            "Stable does worse than usual: the host, the load or a dependency is at"
                + " fault, and the canary is not blamed for what both have.");
      }
    }
    return new Ruling(
        verdict,
        reasons,
        missing,
        stable.errs() || stable.slow(),
        new Ruling.Errors(
            canary,
            others,
            errors.beside(),
            ErrorEvidence.NEEDED,
            stable.usualErrorRate() > 0 ? errors.byHistory() : 0,
            ErrorEvidence.NEEDED_BY_HISTORY),
        latencyPart(),
        firstCertain);
  }

  private List<String> badReasons(Ruling.Rate canary, Ruling.Rate others) {
    var reasons = new ArrayList<String>();
    if (limits.overLimit() && !stable.errs()) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "At least %.3g %% of the canary's last requests failed, the absolute limit.",
              tolerance.errorPercent()));
    }
    if (errors.bad()) {
      reasons.add(String.format(Locale.ROOT, "%s. That is not chance.", rates(canary, others)));
    } else if (errors.badFromTheStart()
        || (!stable.errs() && errors.badByHistory(stable.usualErrorRate()))) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%s, and stable's own past has at most %.3g %%. That is not chance.",
              rates(canary, others),
              100 * stable.usualErrorRate()));
    }
    if (!reasons.isEmpty() && limits.dead()) {
      reasons.addFirst(
          String.format(
              Locale.ROOT,
              "The canary's last %.0f requests all failed; stable answers.",
              limits.unanswered()));
    }
    if (latency.bad()) {
      reasons.add(String.format(Locale.ROOT, "The canary is slower: %s.", quantiles()));
    }
    if (latency.badTail()) {
      reasons.add(
          String.format(Locale.ROOT, "The canary has more very slow answers: %s.", quantiles()));
    }
    return reasons;
  }

  private @Nullable String missing(double requests, Ruling.Rate canary, Ruling.Rate others) {
    if (requests == 0) {
      return "The canary has answered no request yet.";
    }
    if (others.requests() == 0) {
      return "Stable has answered no request beside the canary.";
    }
    double margin = GOOD_MARGIN * tolerance.extraErrorPercent() / 100;
    if (canary.highest() - others.lowest() >= margin) {
      return missingRequests(canary, others, margin);
    }
    if (errors.suspects()) {
      return "The canary has failed requests that stable has not; more of both will tell.";
    }
    if (!latency.good()) {
      double left = LatencyEvidence.TAIL_ANSWERS - latency.all().canaryAnswers();
      return left > 0
          ? String.format(
              Locale.ROOT,
              "Needs about %.0f more canary answers to compare times.",
              Math.ceil(left))
          : "Needs more answers of both to show that the canary is not slower.";
    }
    return null;
  }

  private String missingRequests(Ruling.Rate canary, Ruling.Rate others, double margin) {
    double usual = others.rate();
    double worse = Math.max(2 * usual, usual + tolerance.extraErrorPercent() / 100);
    double left = errors.requestsToSee(worse, usual) - canary.requests();
    if (left >= 1) {
      return String.format(
          Locale.ROOT,
          "Needs about %s more canary requests to see %s.",
          rounded(left),
          usual > 0 && worse == 2 * usual
              ? "a doubling of errors"
              : String.format(Locale.ROOT, "%.3g %% errors", 100 * worse));
    }
    return String.format(
        Locale.ROOT,
        "Needs about %s more canary requests to show that it has less than %.3g percentage points"
            + " more errors.",
        rounded(toShow(canary, others, margin)),
        100 * margin);
  }

  /** How many requests more at the rates seen make both intervals narrow enough; at most 2^20. */
  private static double toShow(Ruling.Rate canary, Ruling.Rate others, double margin) {
    for (double times = 1; times < 1 << 20; times *= 1.25) {
      var own = ConfidenceSequence.rate(canary.requests() * times, canary.failed() * times);
      var beside = ConfidenceSequence.rate(others.requests() * times, others.failed() * times);
      if (own.highest() - beside.lowest() < margin) {
        return Math.max(1, canary.requests() * (times - 1));
      }
    }
    return 1 << 20;
  }

  private static String rounded(double number) {
    double step = Math.max(1, Math.pow(10, Math.floor(Math.log10(number)) - 1));
    return String.format(Locale.ROOT, "%.0f", Math.ceil(number / step) * step);
  }

  private String goodReason(Ruling.Rate canary, Ruling.Rate others) {
    return String.format(
        Locale.ROOT,
        "%s: surely less than %.3g percentage points more. Not slower: %s.",
        rates(canary, others),
        GOOD_MARGIN * tolerance.extraErrorPercent(),
        quantiles());
  }

  private static String rates(Ruling.Rate canary, Ruling.Rate others) {
    return String.format(
        Locale.ROOT,
        "The canary failed %.0f of %.0f requests (%.2f %%), stable %.0f of %.0f (%.2f %%)",
        canary.failed(),
        canary.requests(),
        100 * canary.rate(),
        others.failed(),
        others.requests(),
        100 * others.rate());
  }

  private String quantiles() {
    var window = latency.all();
    return String.format(
        Locale.ROOT,
        "median %s ms beside stable's %s ms, 95 %% within %s ms beside %s ms",
        millis(window.canaryMillis(0.5)),
        millis(window.stableMillis(0.5)),
        millis(window.canaryMillis(0.95)),
        millis(window.stableMillis(0.95)));
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%.0f", millis);
  }

  private Ruling.Latency latencyPart() {
    var window = latency.all();
    return new Ruling.Latency(
        window.canaryAnswers(),
        window.stableAnswers(),
        QUANTILES.stream().map(window::canaryMillis).toList(),
        QUANTILES.stream().map(window::stableMillis).toList(),
        latency.slower(),
        LatencyEvidence.NEEDED,
        latency.tail(),
        LatencyEvidence.NEEDED_FOR_TAIL);
  }
}

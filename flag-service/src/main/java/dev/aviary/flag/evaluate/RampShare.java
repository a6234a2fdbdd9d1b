package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.Ramp;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Pointer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The share of targeting keys that a ramp gives its variant to. The share moves once a second from
 * the start to the end, and then stays. Within a second nothing changes.
 */
final class RampShare {
  private static final Pointer PLACE =
      Pointer.ROOT.to(FlagDocument.EXTRAS).to("schedule").to("ramp");
  private static final double HASHES = 0x1p32;
  private static final long SECOND = 1000;

  private final Ramp ramp;
  private final Evaluation given;
  private final long start;
  private final long end;

  RampShare(Ramp ramp, FlagResults results) {
    this.ramp = ramp;
    this.given = results.of(ramp.variant(), Reason.SPLIT);
    this.start = wholeSecond(ramp.start());
    this.end = wholeSecond(ramp.end());
  }

  /** The moment itself, or the next whole second. */
  private static long wholeSecond(Instant instant) {
    return Math.ceilDiv(instant.toEpochMilli(), SECOND) * SECOND;
  }

  /** Whether the targeting key decides: the ramp has begun, and its share is above 0. */
  boolean splits(Scope scope) {
    long now = scope.run.nowMillis;
    return now >= start && percent(now) > 0 && Fractional.targetingKey(scope) != null;
  }

  /** Null: the targeting key is outside of the share, or there is none. */
  @Nullable Evaluation evaluate(Scope scope) {
    String targetingKey = Fractional.targetingKey(scope);
    if (targetingKey == null || scope.run.nowMillis < start) {
      scope.run.decide(PLACE, targetingKey == null ? "there is no targeting key" : "not begun yet");
      return null;
    }
    long hash = Fractional.hash(scope.flagKey + targetingKey);
    double threshold = percent(scope.run.nowMillis) / 100 * HASHES;
    boolean inside = hash < threshold;
    if (scope.run.explains()) {
      scope.run.tell(step(scope.flagKey + targetingKey, hash, threshold, inside));
    }
    return inside ? given : null;
  }

  /** The share at a moment, in percent. */
  double percent(long nowMillis) {
    if (nowMillis >= end) {
      return ramp.to();
    }
    long second = Math.floorDiv(nowMillis, SECOND) * SECOND;
    double progress = (double) (second - start) / (end - start);
    return ramp.from() + (ramp.to() - ramp.from()) * Math.max(0, progress);
  }

  ChangeTimes changeTimes() {
    return new ChangeTimes(List.of(), List.of(new ChangeTimes.Span(start, end)));
  }

  private ExplanationStep step(String input, long hash, double threshold, boolean inside) {
    var variant = new Json.Text(ramp.variant());
    return new ExplanationStep.Bucketing(
        PLACE,
        Brief.of(input),
        null,
        hash,
        HASHES,
        hash,
        threshold,
        inside ? variant : null,
        List.of(new ExplanationStep.Share(variant, threshold, threshold)));
  }
}

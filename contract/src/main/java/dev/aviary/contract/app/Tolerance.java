package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What visitors of a canary may suffer before it counts: a difference that is certain and smaller
 * is no reason to withdraw.
 *
 * @param extraErrorPercent errors of a hundred requests more than stable's, 0 to 100; missing means
 *     1
 * @param slowerTimes how many times as long an answer takes as stable's, 1 to 100; missing means
 *     1.3
 * @param slowerMillis how much longer it takes at least, 0 to 60,000 ms; missing means 20
 * @param errorPercent errors of a hundred requests that are too many whatever stable does, 1 to
 *     100; missing means 50
 * @param errorRequests out of how many requests at least, 1 to 10,000; missing means 10
 */
@Serdeable
public record Tolerance(
    Double extraErrorPercent,
    Double slowerTimes,
    Integer slowerMillis,
    Double errorPercent,
    Integer errorRequests) {

  @SuppressWarnings("NullAway") // null is what a missing member is on the wire
  public static final Tolerance DEFAULT = new Tolerance(null, null, null, null, null);

  public Tolerance {
    extraErrorPercent = within(extraErrorPercent, 1, 0, 100, "extraErrorPercent");
    slowerTimes = within(slowerTimes, 1.3, 1, 100, "slowerTimes");
    slowerMillis =
        Check.range(slowerMillis == null ? 20 : slowerMillis, 0, 60_000, "tolerance.slowerMillis");
    errorPercent = within(errorPercent, 50, 1, 100, "errorPercent");
    errorRequests =
        Check.range(
            errorRequests == null ? 10 : errorRequests, 1, 10_000, "tolerance.errorRequests");
  }

  private static double within(
      @Nullable Double given, double usual, int least, int most, String name) {
    double value = given == null ? usual : given;
    Check.that(
        value >= least && value <= most,
        "tolerance.%s is %s; give a number from %d to %d".formatted(name, value, least, most));
    return value;
  }
}

package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Locale;

/**
 * How an app's canaries are judged, and what follows from it. What is set here counts at once, also
 * for a canary that serves.
 *
 * @param judgement {@code on}: a canary whose visitors fare worse is withdrawn; {@code dry}: it is
 *     only told that it would have been; {@code off}: CPU and memory alone are judged
 * @param tolerance what visitors may suffer before it counts
 * @param steps the shares that a canary goes through, lowest first; none: the split's at once
 * @param promote {@code ask}: a person promotes; {@code auto}: a canary that is good after its last
 *     step is promoted
 * @param probes paths that the monitor asks of both tracks alike with GET, to learn where visitors
 *     are few
 * @param probesPerMinute how many requests those are, of each track, 1 to 600; null: 30
 */
@Serdeable
public record CanaryOptions(
    String judgement,
    Tolerance tolerance,
    List<CanaryStep> steps,
    String promote,
    List<String> probes,
    Integer probesPerMinute) {
  private static final List<String> JUDGEMENTS = List.of("off", "dry", "on");
  private static final int MOST_STEPS = 20;
  private static final int MOST_PROBES = 10;

  @SuppressWarnings("NullAway") // null is what a missing member is on the wire
  public static final CanaryOptions DEFAULT = new CanaryOptions(null, null, null, null, null, null);

  public CanaryOptions {
    judgement = judgement == null ? "on" : judgement;
    Check.that(
        JUDGEMENTS.contains(judgement), "judgement is '" + judgement + "'; give off, dry or on");
    tolerance = tolerance == null ? Tolerance.DEFAULT : tolerance;
    steps = Check.list(steps, "steps");
    Check.that(steps.size() <= MOST_STEPS, "steps has more than " + MOST_STEPS + " steps");
    checkRising(steps);
    promote = promote == null ? "ask" : promote;
    Check.that(
        promote.equals("ask") || promote.equals("auto"),
        "promote is '" + promote + "'; give ask or auto");
    Check.that(
        !(promote.equals("auto") && judgement.equals("off")),
        "promote is auto and judgement is off: nothing would say that a canary is good");
    checkCounted(judgement, steps);
    probes = Check.list(probes, "probes");
    Check.that(probes.size() <= MOST_PROBES, "probes has more than " + MOST_PROBES + " paths");
    probes.forEach(path -> Check.path(path, "probes"));
    probesPerMinute =
        Check.range(probesPerMinute == null ? 30 : probesPerMinute, 1, 600, "probesPerMinute");
  }

  /** Whether what visitors get is judged at all. */
  public boolean judges() {
    return !judgement.equals("off");
  }

  /** Whether a bad canary is withdrawn, and not only told of. */
  public boolean withdraws() {
    return judgement.equals("on");
  }

  public boolean promotesByItself() {
    return promote.equals("auto");
  }

  private static void checkCounted(String judgement, List<CanaryStep> steps) {
    for (int i = 0; i < steps.size(); i++) {
      Check.that(
          steps.get(i).requests() == 0 || !judgement.equals("off"),
          "steps[%d].requests is %d and judgement is off, so they are not counted; set judgement to dry"
              .formatted(i, steps.get(i).requests()));
    }
  }

  private static void checkRising(List<CanaryStep> steps) {
    for (int i = 1; i < steps.size(); i++) {
      int before = steps.get(i - 1).percent();
      int percent = steps.get(i).percent();
      Check.that(
          percent > before,
          String.format(
              Locale.ROOT,
              "steps[%d].percent is %d; give more than the %d of the step before",
              i,
              percent,
              before));
    }
  }
}

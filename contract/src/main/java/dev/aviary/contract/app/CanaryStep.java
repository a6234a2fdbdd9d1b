package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A share that a canary is given until enough is known to go on.
 *
 * @param percent the canary's requests of every hundred, 1 to 100
 * @param requests how many requests of visitors the canary answers at least before the next step, 0
 *     to 1,000,000; missing means 0
 * @param seconds how long the step takes at least, 0 to 604,800; missing means 0
 */
@Serdeable
public record CanaryStep(Integer percent, Integer requests, Integer seconds) {
  private static final int MOST_REQUESTS = 1_000_000;
  private static final int WEEK = 7 * 24 * 3600;

  public CanaryStep {
    percent = Check.range(Check.present(percent, "steps.percent"), 1, 100, "steps.percent");
    requests = Check.range(requests == null ? 0 : requests, 0, MOST_REQUESTS, "steps.requests");
    seconds = Check.range(seconds == null ? 0 : seconds, 0, WEEK, "steps.seconds");
  }
}

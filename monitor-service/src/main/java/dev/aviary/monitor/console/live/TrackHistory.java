package dev.aviary.monitor.console.live;

import dev.aviary.monitor.sample.Sample;

/** What one track of an app was like: second by second for a while, then by the minute. */
final class TrackHistory {
  static final int MINUTE = 60;
  static final int SECONDS = 15 * MINUTE;
  static final int MINUTES = 24 * 60;

  private final TrackRing seconds = new TrackRing(1, SECONDS);
  private final TrackRing minutes = new TrackRing(MINUTE, MINUTES);

  TrackRing seconds() {
    return seconds;
  }

  TrackRing minutes() {
    return minutes;
  }

  void sampled(long second, Sample sample) {
    seconds.sampled(second, sample.cpuPercent(), sample.memoryBytes());
    minutes.sampled(minutes.span(second), sample.cpuPercent(), sample.memoryBytes());
  }
}

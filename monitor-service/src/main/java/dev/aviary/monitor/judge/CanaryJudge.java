package dev.aviary.monitor.judge;

import dev.aviary.contract.app.Tolerance;

/** Judges one canary deployment beside stable, second by second. */
public final class CanaryJudge {
  public CanaryJudge(LatencyBounds bounds, Tolerance tolerance, StableHistory past) {}

  /** Goes on from what was kept. */
  public static CanaryJudge resume(
      LatencyBounds bounds, Tolerance tolerance, StableHistory past, JudgeState state) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Takes one second of traffic; seconds come in order, those without any may be left out. */
  public void second(long second, TrackSecond canary, TrackSecond stable) {}

  public boolean bad() {
    return false;
  }

  public Ruling ruling() {
    throw new UnsupportedOperationException("not yet");
  }

  public JudgeState state() {
    throw new UnsupportedOperationException("not yet");
  }
}

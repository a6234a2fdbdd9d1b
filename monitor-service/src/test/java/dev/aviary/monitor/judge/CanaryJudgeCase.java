package dev.aviary.monitor.judge;

import dev.aviary.contract.app.Tolerance;
import java.util.List;

/** What the tests of the rule by which canaries are judged share. */
abstract class CanaryJudgeCase {
  static final LatencyBuckets BOUNDS =
      new LatencyBuckets(List.of(10, 12.5, 16, 20, 25, 31.5, 40, 50, 63, 80, 100, 125, 160, 200));
  static final StableHistory QUIET = new StableHistory(100_000, 100, List.of());
  long second;

  void pass(CanaryJudge judge, int canary, int failed, int stable, int stableFailed) {
    judge.second(
        second++,
        new TrackSecond(canary, failed, new long[0]),
        new TrackSecond(stable, stableFailed, new long[0]));
  }

  static CanaryJudge judge(StableHistory past) {
    return new CanaryJudge(BOUNDS, Tolerance.DEFAULT, past);
  }
}

package dev.aviary.benchmark.judgement;

import dev.aviary.contract.app.Tolerance;
import dev.aviary.monitor.judge.CanaryJudge;
import dev.aviary.monitor.judge.LatencyBuckets;
import dev.aviary.monitor.judge.StableHistory;
import dev.aviary.monitor.judge.TrackSecond;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;

/** What the judging of a hundred apps takes. */
final class Cost {
  private static final int APPS = 100;
  private static final int SECONDS = 600;

  double percentOfCore() {
    measure();
    return measure();
  }

  private static double measure() {
    var times = new AnswerTimes();
    var judges = new ArrayList<CanaryJudge>();
    var canaries = new ArrayList<SimulatedCanary>();
    for (int app = 0; app < APPS; app++) {
      judges.add(
          new CanaryJudge(
              new LatencyBuckets(AnswerTimes.BOUNDS), Tolerance.DEFAULT, StableHistory.NONE));
      canaries.add(new SimulatedCanary(Case.healthy(200, Shape.AUTOCORRELATED, 0.001), times, app));
    }
    var threads = ManagementFactory.getThreadMXBean();
    long spent = 0;
    long words = 0;
    for (int second = 0; second < SECONDS; second++) {
      for (int app = 0; app < APPS; app++) {
        var canary = canaries.get(app);
        canary.second(second);
        long before = threads.getCurrentThreadCpuTime();
        var judge = judges.get(app);
        judge.second(
            second,
            new TrackSecond(canary.requests, canary.failed, canary.latency),
            new TrackSecond(canary.stableRequests, canary.stableFailed, canary.stableLatency));
        words += judge.ruling().reasons().size();
        spent += threads.getCurrentThreadCpuTime() - before;
      }
    }
    if (words < 0) {
      throw new IllegalStateException("no ruling was made");
    }
    return 100.0 * spent / 1e9 / SECONDS;
  }
}

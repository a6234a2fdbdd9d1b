package dev.aviary.benchmark.judgement;

import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.monitor.judge.CanaryJudge;
import dev.aviary.monitor.judge.LatencyBuckets;
import dev.aviary.monitor.judge.StableHistory;
import dev.aviary.monitor.judge.TrackSecond;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Runs the canaries of a case past all rules, on all cores. */
final class Study {
  /** The rule was designed on other canaries than those of this seed. */
  private static final long SEED = 20261201;

  private static final int PAST_REQUESTS = 100_000;
  private static final int COMPARED = 1000;
  private static final int WARM_UP = 30;

  private static final Set<Case> GOOD = Set.copyOf(Cases.good());
  private static final int GOOD_EVERY = 30;

  private final AnswerTimes times = new AnswerTimes();
  private final CanaryJudge pattern =
      new CanaryJudge(
          new LatencyBuckets(AnswerTimes.BOUNDS), Tolerance.DEFAULT, StableHistory.NONE);

  /**
   * @param requests that the canary had answered from the onset until it was called bad; -1: never
   * @param seconds from the onset, or from the end of the warm-up if that is later; -1: never
   * @param good seconds from its start until it was called good; -1: never, or not looked at
   */
  private record Fate(
      int requests, int seconds, int good, boolean fisher, boolean kayenta, boolean flagger) {}

  /** Of each case; no core waits for the last canary of one case before it begins another. */
  List<CellResult> run(List<Case> cells, int from, int to) {
    return cells.parallelStream().map(cell -> run(cell, from, to)).toList();
  }

  /** Canaries of a case by their numbers: the same number is the same canary in every run. */
  CellResult run(Case cell, int from, int to) {
    List<Fate> fates = IntStream.range(from, to).parallel().mapToObj(i -> one(cell, i)).toList();
    var compared = fates.stream().limit(Math.max(0, COMPARED - from)).toList();
    return new CellResult(
        cell,
        to - from,
        compared.size(),
        sorted(fates, Fate::requests),
        sorted(fates, Fate::seconds),
        sorted(fates, Fate::good),
        compared.stream().filter(Fate::fisher).count(),
        compared.stream().filter(Fate::kayenta).count(),
        compared.stream().filter(Fate::flagger).count());
  }

  private static List<Integer> sorted(List<Fate> fates, ToIntFunction<Fate> figure) {
    return fates.stream().mapToInt(figure).filter(value -> value >= 0).sorted().boxed().toList();
  }

  private StableHistory past(Case cell) {
    if (!cell.known()) {
      return StableHistory.NONE;
    }
    var latency = new long[AnswerTimes.CELLS];
    times.draw(
        new SplittableRandom(2),
        PAST_REQUESTS,
        AnswerTimes.shiftTo(cell.shape().millis()),
        latency);
    var counts = new ArrayList<Double>();
    Arrays.stream(latency).forEach(count -> counts.add((double) count));
    return new StableHistory(PAST_REQUESTS, PAST_REQUESTS * cell.pastErrors(), counts);
  }

  private Fate one(Case cell, int index) {
    var canary =
        new SimulatedCanary(cell, times, SEED * 31 + 7919L * index + cell.toString().hashCode());
    var judge = pattern.another(past(cell));
    var fisher = new FisherRule();
    var kayenta = new KayentaRule();
    var flagger = new FlaggerRule();
    boolean compares = index < COMPARED;
    boolean[] bad = new boolean[4];
    int requests = 0;
    int start = cell.onset();
    int[] fate = {-1, -1};
    boolean asksForGood = GOOD.contains(cell);
    int good = -1;
    for (int second = 0; second < cell.seconds(); second++) {
      boolean warm = second >= WARM_UP && requests >= WARM_UP;
      if (!warm && cell.times() != 1) {
        start = Math.max(cell.onset(), second + 1);
      }
      canary.second(second);
      requests += second >= cell.onset() || !warm ? canary.requests : 0;
      if (!bad[0] && (canary.requests > 0 || canary.stableRequests > 0)) {
        judge.second(
            second,
            new TrackSecond(canary.requests, canary.failed, canary.latency),
            new TrackSecond(canary.stableRequests, canary.stableFailed, canary.stableLatency));
        bad[0] = judge.bad();
        if (bad[0]) {
          fate[0] = requests;
          fate[1] = Math.max(0, second + 1 - start);
        }
      }
      if (asksForGood
          && good < 0
          && second % GOOD_EVERY == 0
          && judge.ruling().verdict() == CanaryVerdict.GOOD) {
        good = second;
      }
      if (compares && second < Case.SECONDS) {
        bad[1] = bad[1] || fisher.bad(canary);
        bad[2] = bad[2] || kayenta.bad(second, canary);
        bad[3] = bad[3] || flagger.bad(second, canary);
      }
      if (bad[0] && (!compares || (bad[1] && bad[2] && bad[3]))) {
        break;
      }
    }
    return new Fate(fate[0], fate[1], good, bad[1], bad[2], bad[3]);
  }
}

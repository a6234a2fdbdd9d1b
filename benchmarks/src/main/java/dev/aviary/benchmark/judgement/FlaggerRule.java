package dev.aviary.benchmark.judgement;

/**
 * Flagger with its defaults: every 60 s a check of the last minute: 99 % of the canary's requests
 * succeed, 99 % end within 500 ms. No request is a failed check. The first failed check (threshold
 * 1) rolls back.
 */
final class FlaggerRule {
  private static final int INTERVAL = 60;
  private static final double LEAST_SUCCESS = 0.99;
  private static final double LONGEST_MILLIS = 500;

  private int requests;
  private int failed;
  private long longer;
  private boolean bad;

  boolean bad(int second, SimulatedCanary canary) {
    requests += canary.requests;
    failed += canary.failed;
    for (int cell = AnswerTimes.CELLS - 1; cell > 0; cell--) {
      if (AnswerTimes.BOUNDS.get(cell - 1) < LONGEST_MILLIS) {
        break;
      }
      longer += canary.latency[cell];
    }
    if ((second + 1) % INTERVAL == 0) {
      bad |=
          requests == 0
              || requests - failed < LEAST_SUCCESS * requests
              || longer > (1 - 0.99) * requests;
      requests = 0;
      failed = 0;
      longer = 0;
    }
    return bad;
  }
}

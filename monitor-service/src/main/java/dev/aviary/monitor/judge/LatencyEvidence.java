package dev.aviary.monitor.judge;

import java.util.Arrays;

/*
 * Three bets on the canary's answer times. Answers of the same second are not independent (one slow
 * query, one garbage collection), so a block of a second or more is one bet, however many answers it
 * holds.
 *
 * Slower: is an answer of the canary longer than one of stable of the same block, by half of what is
 * tolerated, more often than not? Half is the square root of the tolerance's times and half of its
 * milliseconds, and an answer counts as longer when it is beyond both. The share u of such pairs (the
 * Mann-Whitney statistic over the number of pairs) is 1/2 at most on average while the canary is less
 * slow than that, so 1 + a (2 u - 1) is worth 1 at most for each stake a of 0 to 1 (betting on a
 * bounded mean: Waudby-Smith and Ramdas 2024). Some bets are on the sign of 2 u - 1 alone (a
 * sequential sign test), which wins sooner where a block holds many answers. Half is a margin between
 * "the same" and "too slow": two healthy containers are never exactly alike, and where answers take a
 * few milliseconds no factor matters.
 *
 * Tail: of the answers of a second that are far beyond stable's 99 % quantile, the canary has its
 * share on average if both are alike. The fraction is bet on, so one pause that holds up a hundred
 * requests counts once.
 *
 * Not slower: the first bet the other way round, with the whole tolerance as the margin.
 */
/** What the answer times of the canary say about it. */
final class LatencyEvidence {
  /** 0.05 % and 0.01 % of healthy canaries at most in an hour. */
  static final double NEEDED = 2000;

  static final double NEEDED_FOR_TAIL = 10_000;

  /** A canary that is too slow is called good with 2.5 % at most. */
  static final double NEEDED_FOR_GOOD = 40;

  /** How many answers make a tail. */
  static final double TAIL_ANSWERS = 100;

  private static final double[] NOT_SLOWER_STAKES = {0.3, 0.6, 0.85};
  private static final double[] NOT_SLOWER_WEIGHTS = {0.25, 0.35, 0.4};
  private static final double[] SIGN_STAKES = {0.6, 0.85};
  private static final double[] MARGIN_STAKES = {0.75, 0.99};
  private static final double[] SLOWER_WEIGHTS = {0.05, 0.15, 0.35, 0.45};
  private static final double[] TAIL_STAKES = {0.3, 0.6, 0.9};
  private static final double[] TAIL_WEIGHTS = {0.3, 0.35, 0.35};
  private static final int BLOCK = 2;
  private static final double LEAST_ANSWERS = 30;
  private static final double TAIL_SHARE = 0.01;
  private static final double TAIL_SECONDS = 5;
  private static final int REVIEW_SECONDS = 10;
  private static final HalfLife SINCE = new HalfLife(600);
  private static final HalfLife ALL = new HalfLife(3600);

  private final LatencyBuckets buckets;
  private final double slowerTimes;
  private final double slowerMillis;
  private final LatencyTables tables;
  private final EProcess slower = new EProcess(SLOWER_WEIGHTS.clone());
  private final EProcess notSlower = new EProcess(NOT_SLOWER_WEIGHTS.clone());
  private final EProcess tail = new EProcess(TAIL_WEIGHTS.clone());
  private final Allocation allocation = new Allocation();
  private final ErrorWindow tailWindow = new ErrorWindow();
  private final LatencyWindow since;
  private final LatencyWindow all;
  private final double[] block;
  private final double[] stableBlock;
  private int blockFrom;
  private int blockTo;
  private double blockAnswers;
  private double stableBlockAnswers;
  private int farBucket;
  private double reviewed = -REVIEW_SECONDS;

  LatencyEvidence(
      LatencyBuckets buckets, LatencyTables tables, double slowerTimes, double slowerMillis) {
    this.buckets = buckets;
    this.slowerTimes = slowerTimes;
    this.slowerMillis = slowerMillis;
    this.tables = tables;
    since = new LatencyWindow(buckets, SINCE);
    all = new LatencyWindow(buckets, ALL);
    block = new double[buckets.size()];
    stableBlock = new double[buckets.size()];
    blockFrom = buckets.size();
    farBucket = buckets.size();
  }

  void add(long second, long seconds, TrackSecond canary, TrackSecond stable) {
    if (second - reviewed >= REVIEW_SECONDS) {
      reviewed = second;
      farBucket = farBucket();
    }
    if (slower.value() < 1) {
      since.begin();
    }
    since.add(seconds, canary, stable);
    all.add(seconds, canary, stable);
    betOnTail(seconds, canary, stable);
    fill(block, canary);
    fill(stableBlock, stable);
    blockAnswers += canary.answers();
    stableBlockAnswers += stable.answers();
    if (blockAnswers >= BLOCK && stableBlockAnswers >= BLOCK) {
      betOnBlock();
    }
  }

  private void fill(double[] counts, TrackSecond second) {
    for (int bucket = second.firstBucket(); bucket < second.endBucket(); bucket++) {
      counts[bucket] += second.latency(bucket);
    }
    blockFrom = Math.min(blockFrom, second.firstBucket());
    blockTo = Math.max(blockTo, second.endBucket());
  }

  private void betOnBlock() {
    slower.begin();
    notSlower.begin();
    double half = blockAnswers * stableBlockAnswers / 2;
    double margin = pairs(tables.byMargin()) / half - 1;
    double won = Math.signum(margin);
    for (int i = 0; i < SIGN_STAKES.length; i++) {
      slower.multiply(i, 1 + SIGN_STAKES[i] * won);
      slower.multiply(SIGN_STAKES.length + i, 1 + MARGIN_STAKES[i] * margin);
    }
    double lost = -Math.signum(pairs(tables.byTolerance()) - half);
    for (int i = 0; i < NOT_SLOWER_STAKES.length; i++) {
      notSlower.multiply(i, 1 + NOT_SLOWER_STAKES[i] * lost);
    }
    Arrays.fill(block, blockFrom, blockTo, 0);
    Arrays.fill(stableBlock, blockFrom, blockTo, 0);
    blockFrom = buckets.size();
    blockTo = 0;
    blockAnswers = 0;
    stableBlockAnswers = 0;
  }

  private double pairs(double[][] longer) {
    double sum = 0;
    for (int i = blockFrom; i < blockTo; i++) {
      if (block[i] > 0) {
        double[] than = longer[i];
        double row = 0;
        for (int j = blockFrom; j < blockTo; j++) {
          row += stableBlock[j] * than[j];
        }
        sum += block[i] * row;
      }
    }
    return sum;
  }

  private void betOnTail(long seconds, TrackSecond canary, TrackSecond stable) {
    int from = farBucket;
    if (from >= buckets.size()) {
      return;
    }
    tail.begin();
    if (tail.value() < 1) {
      tailWindow.begin();
    }
    long answers = canary.answers();
    long others = stable.answers();
    long far = beyond(canary, from);
    long othersFar = beyond(stable, from);
    allocation.add(answers, others);
    tailWindow.add(seconds, answers, far, others, othersFar);
    if (far + othersFar > 0) {
      double fraction = far / (far + othersFar + 0.0) / allocation.share();
      for (int i = 0; i < TAIL_STAKES.length; i++) {
        tail.multiply(i, 1 - TAIL_STAKES[i] + TAIL_STAKES[i] * fraction);
      }
    }
  }

  private static long beyond(TrackSecond second, int from) {
    long sum = 0;
    for (int bucket = from; bucket < second.endBucket(); bucket++) {
      sum += second.latency(bucket);
    }
    return sum;
  }

  private int farBucket() {
    if (all.stableAnswers() < 2 * TAIL_ANSWERS) {
      return buckets.size();
    }
    return buckets.bucketBeyond(tooLong(all.stableMillis(0.99)));
  }

  private double tooLong(double millis) {
    return Math.max(millis * slowerTimes, millis + slowerMillis);
  }

  void pass(long seconds, long minute, long minuteNow) {
    slower.pass(seconds, minute, minuteNow);
    notSlower.pass(seconds, minute, minuteNow);
    tail.pass(seconds, minute, minuteNow);
  }

  boolean bad() {
    return slower.value() >= NEEDED && since.canaryAnswers() >= LEAST_ANSWERS && large();
  }

  private boolean large() {
    return since.canaryMillis(0.5) >= tooLong(since.stableMillis(0.5))
        || (since.canaryAnswers() >= TAIL_ANSWERS
            && since.canaryMillis(0.95) >= tooLong(since.stableMillis(0.95)));
  }

  boolean badTail() {
    return tail.value() >= NEEDED_FOR_TAIL
        && tailWindow.difference() >= TAIL_SHARE
        && tailWindow.failingSeconds() >= TAIL_SECONDS;
  }

  /** Shown to be less slow than what is tolerated, in the middle and in the tail. */
  boolean good() {
    return all.canaryAnswers() >= TAIL_ANSWERS
        && slower.value() < NEEDED / 10
        && tail.value() < NEEDED_FOR_TAIL / 10
        && notSlower.value() >= NEEDED_FOR_GOOD
        && all.canaryMillis(0.95) < tooLong(all.stableMillis(0.95));
  }

  LatencyTables tables() {
    return tables;
  }

  LatencyWindow all() {
    return all;
  }

  double slower() {
    return slower.value();
  }

  double tail() {
    return tail.value();
  }
}

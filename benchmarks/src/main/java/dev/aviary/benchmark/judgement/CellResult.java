package dev.aviary.benchmark.judgement;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of the canaries of a case.
 *
 * @param requests canary requests until it was called bad, rising, of those that were
 * @param seconds the same in seconds
 * @param good the same until it was first called good, of those of {@link Cases#good}
 * @param compared canaries that the peers' rules judged too
 * @param fisher how many of those Fisher's test withdrew
 */
record CellResult(
    Case cell,
    int canaries,
    int compared,
    List<Integer> requests,
    List<Integer> seconds,
    List<Integer> good,
    long fisher,
    long kayenta,
    long flagger) {

  /** With the canaries of another run of the same case. */
  CellResult plus(CellResult other) {
    return new CellResult(
        cell,
        canaries + other.canaries,
        compared + other.compared,
        merged(requests, other.requests),
        merged(seconds, other.seconds),
        merged(good, other.good),
        fisher + other.fisher,
        kayenta + other.kayenta,
        flagger + other.flagger);
  }

  private static List<Integer> merged(List<Integer> some, List<Integer> more) {
    return Stream.concat(some.stream(), more.stream()).sorted().toList();
  }

  /** The share of the compared canaries that a peer withdrew. */
  double share(long withdrawn) {
    return compared == 0 ? 0 : (double) withdrawn / compared;
  }

  double withdrawn() {
    return (double) requests.size() / canaries;
  }

  double calledGood() {
    return (double) good.size() / canaries;
  }

  /** The seconds until the middle one of all canaries was called good; -1: fewer were. */
  int secondsToGood() {
    return at(good, 0.5);
  }

  /** The share called bad within so many canary requests. */
  double withinRequests(int most) {
    return within(requests, most);
  }

  double withinSeconds(int most) {
    return within(seconds, most);
  }

  private double within(List<Integer> values, int most) {
    int count = 0;
    while (count < values.size() && values.get(count) <= most) {
      count++;
    }
    return (double) count / canaries;
  }

  /** What so large a share of all canaries needed at most; -1: so many were not called bad. */
  int requestsOf(double share) {
    return at(requests, share);
  }

  int secondsOf(double share) {
    return at(seconds, share);
  }

  private int at(List<Integer> values, double share) {
    int index = (int) Math.ceil(share * canaries) - 1;
    return index < values.size() ? values.get(index) : -1;
  }
}

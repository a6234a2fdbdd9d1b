package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.PeerComparison;
import dev.aviary.benchmark.load.Latencies;
import dev.aviary.benchmark.load.LoadTarget;
import dev.aviary.benchmark.load.OpenLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What an open loop measures: latency at a given rate, and that of events. */
final class OpenStudies {
  private static final String HEADING =
      "| case | proxy | p50 us | p99 us | p99.9 us | errors |\n|---|---|---|---|---|---|";

  private final List<MeasuredProxy> peers;
  private final int rounds;

  OpenStudies(List<MeasuredProxy> peers, int rounds) {
    this.peers = peers;
    this.rounds = rounds;
  }

  /** Rows of a table, and what the balancer is beside the others. */
  record Study(String table, List<PeerComparison> comparisons) {}

  /** Latency of small answers at a rate that none of them finds hard. */
  Study atRate(int perSecond, Duration length) {
    return study(
        "100 B at %d/s".formatted(perSecond),
        peer -> new OpenLoad(LoadTarget.of(peer.port(), "/100"), 32, perSecond).run(length));
  }

  /** How long a server-sent event takes through the proxy. */
  Study events() {
    return study(
        "SSE, one event each 10 ms",
        peer -> {
          Latencies read = Events.read(peer.port());
          long missing = (long) Lab.EVENTS - read.count();
          return new OpenLoad.Outcome(read, Map.of("missing", missing));
        });
  }

  Study study(String name, Function<MeasuredProxy, OpenLoad.Outcome> measure) {
    var outcomes = new LinkedHashMap<MeasuredProxy, List<OpenLoad.Outcome>>();
    for (int i = 0; i <= rounds; i++) {
      for (MeasuredProxy peer : peers) {
        OpenLoad.Outcome outcome = measure.apply(peer);
        List<OpenLoad.Outcome> kept = outcomes.computeIfAbsent(peer, _ -> new ArrayList<>());
        // The first round warms up.
        if (i > 0) {
          kept.add(outcome);
        }
      }
    }
    var table = new StringBuilder(HEADING);
    outcomes.forEach((peer, each) -> table.append('\n').append(line(name, peer, each)));
    return new Study(table.toString(), comparisons(name, outcomes));
  }

  private static String line(String name, MeasuredProxy peer, List<OpenLoad.Outcome> outcomes) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.0f | %.0f | %.0f | %d |",
        name,
        peer.name(),
        median(outcomes, 0.5),
        median(outcomes, 0.99),
        median(outcomes, 0.999),
        outcomes.stream().mapToLong(OpenLoad.Outcome::errors).sum());
  }

  private static List<PeerComparison> comparisons(
      String name, Map<MeasuredProxy, List<OpenLoad.Outcome>> outcomes) {
    var all = new ArrayList<PeerComparison>();
    outcomes.forEach((ours, own) ->
        outcomes.forEach((peer, others) -> {
          if (ours.ours() && !peer.ours()) {
            String subject = name + " (" + ours.name() + ")";
            all.add(compare(subject, "p50 us", own, peer, others, 0.5));
            all.add(compare(subject, "p99 us", own, peer, others, 0.99));
          }
        }));
    return all;
  }

  private static PeerComparison compare(
      String subject,
      String measure,
      List<OpenLoad.Outcome> own,
      MeasuredProxy peer,
      List<OpenLoad.Outcome> others,
      double q) {
    var ratios = new ArrayList<Double>();
    for (int i = 0; i < own.size(); i++) {
      ratios.add(
          PeerComparison.ratio(
              own.get(i).latencies().micros(q), others.get(i).latencies().micros(q)));
    }
    return new PeerComparison(
        subject, measure, median(own, q), peer.name(), median(others, q), Rounds.median(ratios));
  }

  private static double median(List<OpenLoad.Outcome> outcomes, double q) {
    return Rounds.median(outcomes.stream().map(each -> each.latencies().micros(q)).toList());
  }
}

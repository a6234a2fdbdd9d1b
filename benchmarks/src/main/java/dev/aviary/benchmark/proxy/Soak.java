package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.Comparison;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Resident memory over time, with a thousand connections that all ask. */
final class Soak {
  private static final int CONNECTIONS = 1000;
  private static final int PER_SECOND = 1000;
  private static final int LOOKS = 10;

  private final List<String> lines = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();

  /** Watches each proxy for the length in turn. */
  static Soak run(List<Peer> peers, Duration length) {
    var soak = new Soak();
    double nginx = 0;
    for (Peer peer : peers) {
      List<Double> seen = watch(peer, length);
      double most = seen.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
      soak.lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %.1f | %.1f |",
              peer.name(),
              seen.getFirst(),
              seen.getLast(),
              most));
      if (peer.name().equals("nginx")) {
        nginx = most;
      } else if (peer.ours()) {
        soak.comparisons.add(
            Comparison.of(
                "1000 connections, " + length.toSeconds() + " s (" + peer.name() + ")",
                "resident MB, most",
                most,
                "nginx",
                nginx));
      }
    }
    return soak;
  }

  private static List<Double> watch(Peer peer, Duration length) {
    var seen = new ArrayList<Double>();
    for (int i = 0; i < LOOKS; i++) {
      new OpenLoad(peer.port(), "/10k", CONNECTIONS, PER_SECOND).run(length.dividedBy(LOOKS));
      seen.add(peer.daemon().residentMegabytes());
    }
    return seen;
  }

  String table() {
    return "| proxy | first MB | last MB | most MB |\n|---|---|---|---|\n"
        + String.join("\n", lines);
  }

  List<Comparison> comparisons() {
    return comparisons;
  }
}

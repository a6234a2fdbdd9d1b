package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.PeerComparison;
import dev.aviary.benchmark.load.LoadTarget;
import dev.aviary.benchmark.load.OpenLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Resident memory over time, of all proxies at once, each with a thousand connections that ask. */
final class Soak {
  private static final int CONNECTIONS = 1000;
  private static final int PER_SECOND = 500;
  private static final int LOOKS = 60;

  private final Duration length;
  private final Map<MeasuredProxy, Watch> watches = new LinkedHashMap<>();

  private Soak(Duration length) {
    this.length = length;
  }

  static Soak run(List<MeasuredProxy> peers, Duration length) {
    var soak = new Soak(length);
    long end = System.nanoTime() + length.toNanos();
    try (var loads = Executors.newFixedThreadPool(peers.size())) {
      var under = new LinkedHashMap<Watch, Future<OpenLoad.Outcome>>();
      for (MeasuredProxy peer : peers) {
        var load = new OpenLoad(LoadTarget.of(peer.port(), "/10k"), CONNECTIONS, PER_SECOND);
        var watch = new Watch();
        under.put(watch, loads.submit(() -> load.runWhile(() -> System.nanoTime() < end)));
        soak.watches.put(peer, watch);
      }
      for (int i = 1; i <= LOOKS; i++) {
        long due = end - length.toNanos() / LOOKS * (LOOKS - i);
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        double minute = (double) i / LOOKS * length.toNanos() / TimeUnit.MINUTES.toNanos(1);
        soak.watches.forEach((peer, watch) -> watch.add(minute, peer.daemon().residentMegabytes()));
      }
      for (var each : under.entrySet()) {
        each.getKey().errors = each.getValue().get().errors();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return soak;
  }

  /** What was seen of one proxy. */
  private static final class Watch {
    private final List<Double> minutes = new ArrayList<>();
    private final List<Double> megabytes = new ArrayList<>();
    private long errors;

    void add(double minute, double resident) {
      minutes.add(minute);
      megabytes.add(resident);
    }

    double most() {
      return megabytes.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** MB a minute, by least squares over all but the first tenth, in which buffers are made. */
    double slope() {
      int first = LOOKS / 10;
      double x = mean(minutes, first);
      double y = mean(megabytes, first);
      double above = 0;
      double below = 0;
      for (int i = first; i < LOOKS; i++) {
        above += (minutes.get(i) - x) * (megabytes.get(i) - y);
        below += (minutes.get(i) - x) * (minutes.get(i) - x);
      }
      return above / below;
    }

    private static double mean(List<Double> values, int first) {
      return values.stream().skip(first).mapToDouble(Double::doubleValue).average().orElseThrow();
    }
  }

  String words() {
    return ("VmRSS with 1,000 connections and %d requests a second of 10 kB for %d s, all proxies at once,"
            + " %d looks. The slope is that of a line through all but the first tenth of them.")
        .formatted(PER_SECOND, length.toSeconds(), LOOKS);
  }

  String table() {
    var lines = new ArrayList<String>();
    lines.add("| proxy | first MB | last MB | most MB | slope MB/min | errors |");
    lines.add("|---|---|---|---|---|---|");
    watches.forEach((peer, watch) ->
        lines.add(
            String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %+.2f | %d |",
                peer.name(),
                watch.megabytes.getFirst(),
                watch.megabytes.getLast(),
                watch.most(),
                watch.slope(),
                watch.errors)));
    return String.join("\n", lines);
  }

  List<PeerComparison> comparisons() {
    var all = new ArrayList<PeerComparison>();
    watches.forEach((ours, own) ->
        watches.forEach((peer, other) -> {
          if (ours.ours() && peer.name().equals("nginx")) {
            String subject =
                "1000 connections, %d s (%s)".formatted(length.toSeconds(), ours.name());
            all.add(
                PeerComparison.of(subject, "resident MB, most", own.most(), "nginx", other.most()));
            all.add(
                PeerComparison.of(
                    subject, "resident MB/min, slope", own.slope(), "nginx", other.slope()));
          }
        }));
    return all;
  }
}

package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.Distribution;
import dev.aviary.benchmark.PeerComparison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * All runs of one case: in each round every proxy has its turn, so that what else the machine does
 * falls on all of them, and ratios are of one round.
 */
final class Rounds {
  private final ProxyCase asked;
  private final Map<MeasuredProxy, List<ProxyRun>> samples = new LinkedHashMap<>();

  private final Set<MeasuredProxy> unsettled = new HashSet<>();

  private Rounds(ProxyCase asked) {
    this.asked = asked;
  }

  static Rounds run(
      ProxyCase asked, List<MeasuredProxy> peers, LoadTool tool, MeasurementPlan plan) {
    var rounds = new Rounds(asked);
    var warmUp = new WarmUp(tool, plan.warmUps());
    for (MeasuredProxy peer : peers) {
      if (!warmUp.run(asked, peer)) {
        rounds.unsettled.add(peer);
      }
    }
    for (int i = 0; i < plan.rounds(); i++) {
      for (MeasuredProxy peer : peers) {
        ProxyRun sample = tool.run(asked, peer, plan.seconds());
        rounds.samples.computeIfAbsent(peer, _ -> new ArrayList<>()).add(sample);
        System.out.println(rounds.line(peer, List.of(sample)));
      }
    }
    return rounds;
  }

  /** Rows of a table: the medians of each proxy. */
  List<String> lines() {
    return samples.entrySet().stream().map(e -> line(e.getKey(), e.getValue())).toList();
  }

  static String heading() {
    var names = ProxyRun.MEASURES.stream().map(ProxyRun.Measure::name).toList();
    return "| case | proxy | "
        + String.join(" | ", names)
        + " |\n|---|---"
        + "|---".repeat(names.size())
        + "|";
  }

  private String line(MeasuredProxy peer, List<ProxyRun> of) {
    var cells = new ArrayList<String>();
    for (ProxyRun.Measure measure : ProxyRun.MEASURES) {
      double value = median(of.stream().map(measure.value()::applyAsDouble).toList());
      cells.add(String.format(Locale.ROOT, value < 1000 ? "%.1f" : "%.0f", value));
    }
    return "| %s | %s | %s |".formatted(asked.name(), name(peer), String.join(" | ", cells));
  }

  private String name(MeasuredProxy peer) {
    return unsettled.contains(peer) ? peer.name() + " (still compiled)" : peer.name();
  }

  /** Each of ours beside each of the others, as medians of paired rounds. */
  List<PeerComparison> comparisons() {
    var all = new ArrayList<PeerComparison>();
    samples.forEach((ours, own) ->
        samples.forEach((peer, others) -> {
          if (ours.ours() && !peer.ours()) {
            ProxyRun.MEASURES.forEach(m -> all.add(compare(ours, own, peer, others, m)));
          }
        }));
    return all;
  }

  double median(String peer, ProxyRun.Measure measure) {
    return samples.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(peer))
        .map(entry -> entry.getValue().stream().map(measure.value()::applyAsDouble).toList())
        .mapToDouble(Rounds::median)
        .findFirst()
        .orElseThrow();
  }

  private PeerComparison compare(
      MeasuredProxy ours,
      List<ProxyRun> own,
      MeasuredProxy peer,
      List<ProxyRun> others,
      ProxyRun.Measure measure) {
    var ownValues = own.stream().map(measure.value()::applyAsDouble).toList();
    var otherValues = others.stream().map(measure.value()::applyAsDouble).toList();
    var ratios =
        IntStream.range(0, own.size())
            .mapToObj(i -> PeerComparison.ratio(ownValues.get(i), otherValues.get(i)))
            .toList();
    return new PeerComparison(
        asked.name() + " (" + ours.name() + ")",
        measure.name(),
        median(ownValues),
        peer.name(),
        median(otherValues),
        median(ratios));
  }

  static double median(List<Double> values) {
    return new Distribution(values, "").median();
  }
}

package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.Comparison;
import dev.aviary.benchmark.Distribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All runs of one case: in each round every proxy has its turn, so that what else the machine does
 * falls on all of them, and ratios are of one round.
 */
final class Rounds {
  private final Case asked;
  private final Map<Peer, List<Sample>> samples = new LinkedHashMap<>();

  private Rounds(Case asked) {
    this.asked = asked;
  }

  static Rounds run(Case asked, List<Peer> peers, Wrk wrk, Plan plan) {
    var rounds = new Rounds(asked);
    var warmUp = new WarmUp(wrk);
    peers.forEach(peer -> warmUp.run(asked, peer));
    for (int i = 0; i < plan.rounds(); i++) {
      for (Peer peer : peers) {
        Sample sample = wrk.run(asked, peer, plan.seconds());
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
    var names = Sample.MEASURES.stream().map(Sample.Measure::name).toList();
    return "| case | proxy | "
        + String.join(" | ", names)
        + " |\n|---|---"
        + "|---".repeat(names.size())
        + "|";
  }

  private String line(Peer peer, List<Sample> of) {
    var cells = new ArrayList<String>();
    for (Sample.Measure measure : Sample.MEASURES) {
      double value = median(of.stream().map(measure.value()::applyAsDouble).toList());
      cells.add(String.format(Locale.ROOT, value < 1000 ? "%.1f" : "%.0f", value));
    }
    return "| %s | %s | %s |".formatted(asked.name(), peer.name(), String.join(" | ", cells));
  }

  /** Each of ours beside each of the others, as medians of paired rounds. */
  List<Comparison> comparisons() {
    var all = new ArrayList<Comparison>();
    samples.forEach((ours, own) ->
        samples.forEach((peer, others) -> {
          if (ours.ours() && !peer.ours()) {
            Sample.MEASURES.forEach(m -> all.add(compare(ours, own, peer, others, m)));
          }
        }));
    return all;
  }

  double median(String peer, Sample.Measure measure) {
    return samples.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(peer))
        .map(entry -> entry.getValue().stream().map(measure.value()::applyAsDouble).toList())
        .mapToDouble(Rounds::median)
        .findFirst()
        .orElseThrow();
  }

  private Comparison compare(
      Peer ours, List<Sample> own, Peer peer, List<Sample> others, Sample.Measure measure) {
    var ownValues = own.stream().map(measure.value()::applyAsDouble).toList();
    var otherValues = others.stream().map(measure.value()::applyAsDouble).toList();
    var ratios =
        IntStream.range(0, own.size())
            .mapToObj(i -> Comparison.ratio(ownValues.get(i), otherValues.get(i)))
            .toList();
    return new Comparison(
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

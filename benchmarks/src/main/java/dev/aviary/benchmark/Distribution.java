package dev.aviary.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The values of several runs of one case, in one unit. */
public record Distribution(List<Double> values, String unit) {
  public Distribution {
    values = List.copyOf(values);
  }

  public double least() {
    return quantile(0);
  }

  public double median() {
    return quantile(0.5);
  }

  public double most() {
    return quantile(1);
  }

  /** The nearest-rank quantile; few runs have no finer one. */
  public double quantile(double q) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int rank = (int) Math.ceil(q * sorted.length) - 1;
    return sorted[Math.clamp(rank, 0, sorted.length - 1)];
  }

  /** The distribution as figures of a case. */
  public List<Figure> figures(String subject, String measure) {
    return List.of(
        new Figure(subject, measure + ", least", round(least()), unit),
        new Figure(subject, measure + ", median", round(median()), unit),
        new Figure(subject, measure + ", most", round(most()), unit));
  }

  /** Every value, in the order measured. */
  public String all() {
    return String.join(
        ", ",
        Arrays.stream(values.toArray(Double[]::new))
            .map(value -> String.format(Locale.ROOT, "%.2f", value))
            .toList());
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}

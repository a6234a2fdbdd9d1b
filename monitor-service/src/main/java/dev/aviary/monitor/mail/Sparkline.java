package dev.aviary.monitor.mail;

import java.util.List;
import java.util.stream.Collectors;

/** A curve of one line of text. */
final class Sparkline {
  private static final String STEPS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /**
   * @param top the value that fills the line's height
   */
  static String of(List<Double> values, double top) {
    return values.stream().map(value -> step(value, top)).collect(Collectors.joining());
  }

  private static String step(double value, double top) {
    double share = top <= 0 ? 0 : value / top;
    int step = (int) Math.min(STEPS.length() - 1, Math.max(0, share * STEPS.length()));
    return STEPS.substring(step, step + 1);
  }
}

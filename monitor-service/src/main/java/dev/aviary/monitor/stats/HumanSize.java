package dev.aviary.monitor.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Sizes as docker/go-units prints them. */
final class HumanSize {
  private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
  private static final List<String> DECIMAL = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

  private HumanSize() {}

  /** Powers of 1024 and four digits, as in MEM USAGE: {@code 20.1MiB}. */
  static String binary(long bytes) {
    return format((double) bytes, 1024, BINARY, 4);
  }

  /** Powers of 1000 and three digits, as in NET I/O: {@code 1.45kB}. */
  static String decimal(long bytes) {
    return format((double) bytes, 1000, DECIMAL, 3);
  }

  private static String format(double size, int base, List<String> units, int digits) {
    int unit = 0;
    while (size >= base && unit < units.size() - 1) {
      size /= base;
      unit++;
    }
    var rounded = new BigDecimal(size).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    var number = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    return number.toPlainString() + units.get(unit);
  }
}

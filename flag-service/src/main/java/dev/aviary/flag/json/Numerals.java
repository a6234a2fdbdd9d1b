package dev.aviary.flag.json;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers in the shortest text that gives them back, in the form of <a
 * href="https://tc39.es/ecma262/#sec-numeric-types-number-tostring">ECMAScript's
 * Number::toString</a>.
 */
public final class Numerals {
  private static final double SMALL_ENOUGH = 1e15;

  private Numerals() {}

  /** The text of any number; {@code NaN} and {@code Infinity} are words. */
  public static String of(double value) {
    if (value == Math.rint(value) && Math.abs(value) < SMALL_ENOUGH) {
      return Long.toString((long) value);
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    // Double.toString has the shortest digits (since Java 19); only their layout differs.
    BigDecimal decimal = shortest(Math.abs(value));
    String digits = decimal.unscaledValue().toString();
    int point = digits.length() - decimal.scale();
    return (value < 0 ? "-" : "") + layout(digits, point);
  }

  /** Double.toString writes two digits at least, where for the least numbers one may do. */
  private static BigDecimal shortest(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    BigDecimal single = decimal.round(new MathContext(1)).stripTrailingZeros();
    return decimal.precision() == 2 && single.doubleValue() == value ? single : decimal;
  }

  /**
   * @param point how many of the digits stand before the decimal point; it may lie outside of them
   */
  private static String layout(String digits, int point) {
    int count = digits.length();
    if (count <= point && point <= 21) {
      return digits + "0".repeat(point - count);
    }
    if (0 < point && point <= 21) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    return digits.charAt(0)
        + (count == 1 ? "" : "." + digits.substring(1))
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }
}

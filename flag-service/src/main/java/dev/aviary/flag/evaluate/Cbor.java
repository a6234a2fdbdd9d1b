package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * JSON in the deterministic encoding of CBOR (<a
 * href="https://www.rfc-editor.org/rfc/rfc8949.html#section-4.2.1">RFC 8949, section 4.2.1</a>):
 * members in the order of their encoded names, everything in its shortest form. A number without a
 * fraction between -2^63 and 2^64 is an integer, however it was written, and so is -0.
 *
 * <p>Jackson's generator, which would be the library for it, knows no half precision (2.21): what
 * it writes for 2.5 is longer than the shortest form.
 */
final class Cbor {
  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int FALSE = 0xF4;
  private static final int TRUE = 0xF5;
  private static final int NULL = 0xF6;
  private static final int HALF = 0xF9;
  private static final int SINGLE = 0xFA;
  private static final int DOUBLE = 0xFB;
  private static final short NOT_A_NUMBER = 0x7E00;

  /** A pattern sees a pair of surrogates as one character beyond this class. */
  private static final Pattern LONE_SURROGATE = Pattern.compile("[\\uD800-\\uDFFF]");

  private static final String REPLACEMENT = "\uFFFD";

  /** The bytes of names as RFC 8949 orders them: a shorter one has the smaller head. */
  private static final Comparator<byte[]> ORDER =
      Comparator.<byte[]>comparingInt(name -> name.length).thenComparing(Arrays::compareUnsigned);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Cbor() {}

  /** The encoding of a value. */
  static byte[] of(Json json) {
    Cbor cbor = new Cbor();
    cbor.write(json);
    return cbor.out.toByteArray();
  }

  private void write(Json json) {
    switch (json) {
      case Json.Text text -> text(utf8(text.value()));
      case Json.NumberNode number -> number(number.value());
      case Json.Bool bool -> out.write(bool.value() ? TRUE : FALSE);
      case Json.Null _ -> out.write(NULL);
      case Json.ArrayNode array -> {
        head(ARRAY, array.items().size());
        array.items().forEach(this::write);
      }
      case Json.ObjectNode object -> members(object.members());
    }
  }

  private void members(Map<String, Json> members) {
    List<Map.Entry<byte[], Json>> ordered =
        members.entrySet().stream()
            .map(each -> Map.entry(utf8(each.getKey()), each.getValue()))
            .sorted(Map.Entry.comparingByKey(ORDER))
            .toList();
    head(MAP, ordered.size());
    ordered.forEach(member -> {
      text(member.getKey());
      write(member.getValue());
    });
  }

  private void text(byte[] utf8) {
    head(TEXT, utf8.length);
    out.writeBytes(utf8);
  }

  private void number(double value) {
    if (value == Math.rint(value) && value >= -0x1p63 && value < 0x1p64) {
      integer(value);
    } else if (Double.isNaN(value)) {
      out.write(HALF);
      bytes(NOT_A_NUMBER, Short.BYTES);
    } else {
      fraction(value);
    }
  }

  private void integer(double value) {
    if (value < 0) {
      head(NEGATIVE, -1 - (long) value);
    } else if (value < 0x1p63) {
      head(UNSIGNED, (long) value);
    } else {
      head(UNSIGNED, (long) (value - 0x1p63) + Long.MIN_VALUE);
    }
  }

  private void fraction(double value) {
    float single = (float) value;
    if (single != value) {
      out.write(DOUBLE);
      bytes(Double.doubleToLongBits(value), Double.BYTES);
      return;
    }
    short half = Float.floatToFloat16(single);
    if (Float.float16ToFloat(half) == single) {
      out.write(HALF);
      bytes(half, Short.BYTES);
    } else {
      out.write(SINGLE);
      bytes(Float.floatToIntBits(single), Float.BYTES);
    }
  }

  /**
   * @param argument unsigned
   */
  private void head(int major, long argument) {
    if (argument >= 0 && argument < 24) {
      out.write(major << 5 | (int) argument);
    } else {
      int power = 0;
      while (power < 3 && argument >>> (8 << power) != 0) {
        power++;
      }
      out.write(major << 5 | 24 + power);
      bytes(argument, 1 << power);
    }
  }

  private void bytes(long value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  /** The UTF-8 bytes of a text. A lone surrogate, which has none, is U+FFFD. */
  static byte[] utf8(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length() && plain; i++) {
      plain = !Character.isSurrogate(text.charAt(i));
    }
    String valid = plain ? text : LONE_SURROGATE.matcher(text).replaceAll(REPLACEMENT);
    return valid.getBytes(StandardCharsets.UTF_8);
  }
}

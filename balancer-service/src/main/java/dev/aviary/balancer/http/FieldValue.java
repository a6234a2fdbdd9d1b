package dev.aviary.balancer.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks the bytes of a field's value (RFC 9110, section 5.5), eight at a time. */
final class FieldValue {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOPS = 0x8080_8080_8080_8080L;
  private static final long SPACES = 0x2020_2020_2020_2020L;
  private static final long DELETES = 0x7f7f_7f7f_7f7f_7f7fL;

  private FieldValue() {}

  /** Visible characters and bytes above ASCII; between them blanks too. */
  static boolean valid(byte[] value) {
    int length = value.length;
    if (length == 0) {
      return true;
    }
    if (value[0] == ' ' || value[0] == '\t') {
      return false;
    }
    if (length < Long.BYTES) {
      return each(value, 0, length);
    }
    int last = length - Long.BYTES;
    for (int at = 0; at < last; at += Long.BYTES) {
      if (doubtful((long) WORDS.get(value, at)) && !each(value, at, at + Long.BYTES)) {
        return false;
      }
    }
    return !doubtful((long) WORDS.get(value, last)) || each(value, last, length);
  }

  /** Whether one of eight bytes is a control character: one below a blank, or DEL. */
  private static boolean doubtful(long word) {
    long deletes = word ^ DELETES;
    return ((((word - SPACES) & ~word) | ((deletes - ONES) & ~deletes)) & TOPS) != 0;
  }

  private static boolean each(byte[] value, int from, int to) {
    for (int i = from; i < to; i++) {
      int b = value[i] & 0xff;
      if ((b < ' ' && b != '\t') || b == 0x7f) {
        return false;
      }
    }
    return true;
  }
}

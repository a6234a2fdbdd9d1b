package dev.aviary.builder.buildkit;

import java.nio.charset.StandardCharsets;

/**
 * Reads one message in the wire format of Protocol Buffers
 * (https://protobuf.dev/programming-guides/encoding): field after field, those that nobody asks for
 * are passed over.
 */
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private static final int TYPE_BITS = 3;
  private static final int TYPE_MASK = (1 << TYPE_BITS) - 1;
  private static final int GROUP_BITS = 7;
  private static final int GROUP_MASK = (1 << GROUP_BITS) - 1;
  private static final int MORE = 1 << GROUP_BITS;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int type;

  ProtoReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtoReader(byte[] bytes, int begin, int end) {
    this.bytes = bytes;
    this.at = begin;
    this.end = end;
  }

  /**
   * The number of the next field, whose value is to be read or {@linkplain #skip skipped}; 0 at the
   * end.
   *
   * @throws IllegalArgumentException here and below, when the bytes are no such message
   */
  int field() {
    if (at == end) {
      return 0;
    }
    long tag = varint();
    type = (int) tag & TYPE_MASK;
    long number = tag >>> TYPE_BITS;
    check(number > 0 && number < 1 << 29);
    return (int) number;
  }

  long number() {
    check(type == VARINT);
    return varint();
  }

  String text() {
    int length = length();
    String value = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return value;
  }

  /** A message in the message. */
  ProtoReader message() {
    int length = length();
    at += length;
    return new ProtoReader(bytes, at - length, at);
  }

  void skip() {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> forward(Long.BYTES);
      case FIXED32 -> forward(Integer.BYTES);
      default -> forward(length());
    }
  }

  private int length() {
    check(type == LENGTH);
    long length = varint();
    check(length >= 0 && length <= end - at);
    return (int) length;
  }

  private void forward(int length) {
    check(length <= end - at);
    at += length;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += GROUP_BITS) {
      check(at < end);
      byte group = bytes[at++];
      value |= (long) (group & GROUP_MASK) << shift;
      if ((group & MORE) == 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has more than 64 bits");
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("not a message of Protocol Buffers");
    }
  }
}

package dev.aviary.builder.buildkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes one message in the wire format of Protocol Buffers; what is empty or 0 is left out. */
final class ProtoWriter {
  private static final int LENGTH = 2;
  private static final int TYPE_BITS = 3;
  private static final int GROUP_BITS = 7;
  private static final int MORE = 1 << GROUP_BITS;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ProtoWriter number(int field, long value) {
    if (value != 0) {
      varint((long) field << TYPE_BITS);
      varint(value);
    }
    return this;
  }

  ProtoWriter text(int field, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return bytes(field, bytes, bytes.length);
  }

  /**
   * @param length how many of the bytes, from the first
   */
  ProtoWriter bytes(int field, byte[] value, int length) {
    return length == 0 ? this : delimited(field, value, length);
  }

  ProtoWriter message(int field, ProtoWriter message) {
    byte[] bytes = message.toByteArray();
    return delimited(field, bytes, bytes.length);
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  private ProtoWriter delimited(int field, byte[] value, int length) {
    varint((long) field << TYPE_BITS | LENGTH);
    varint(length);
    out.write(value, 0, length);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & -MORE) != 0) {
      out.write((int) (rest & (MORE - 1)) | MORE);
      rest >>>= GROUP_BITS;
    }
    out.write((int) rest);
  }
}

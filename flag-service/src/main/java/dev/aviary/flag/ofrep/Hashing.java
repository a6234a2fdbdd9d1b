package dev.aviary.flag.ofrep;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** A hash over several texts. */
final class Hashing {
  private static final int BRIEF = 6;

  private Hashing() {}

  /** No two lists of texts have the same bytes: each text has its length before it. */
  static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      digest.update((byte) (bytes.length >>> shift));
    }
    digest.update(bytes);
  }

  /** The first 48 bits of the hash, in letters and digits. */
  static String brief(MessageDigest digest) {
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BRIEF));
  }
}

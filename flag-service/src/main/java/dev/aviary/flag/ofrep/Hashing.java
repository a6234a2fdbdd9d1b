package dev.aviary.flag.ofrep;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 over several texts. */
final class Hashing {
  private static final MessageDigest EMPTY = empty();
  private static final int BRIEF = 6;

  private Hashing() {}

  /** A copy, because to look for the algorithm costs more than to hash a few hundred bytes. */
  static MessageDigest digest() {
    try {
      return (MessageDigest) EMPTY.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own digests can be copied", e);
    }
  }

  private static MessageDigest empty() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The first 48 bits of the hash, in letters and digits. */
  static String brief(MessageDigest digest) {
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BRIEF));
  }

  /** No two lists of texts have the same bytes: each text has its length before it. */
  static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}

package dev.aviary.flag.evaluate;

/**
 * <a href="https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp">MurmurHash3_x86_32
 * </a> with seed 0, of bytes, or of a text's UTF-8 bytes without making those.
 */
final class Murmur3 {
  private static final int REPLACEMENT = 0xFFFD;

  private int hash;
  private int block;
  private int length;

  /** Of no byte yet. */
  Murmur3() {}

  /** The hash of both texts as one; unsigned. */
  static long hash(String first, String second) {
    var murmur = new Murmur3();
    murmur.add(first);
    murmur.add(second);
    return murmur.hash();
  }

  /** The hash of all bytes, unsigned; none may follow. */
  long hash() {
    return Integer.toUnsignedLong(end());
  }

  private void add(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each < 0x80) {
        add(each);
      } else if (Character.isHighSurrogate(each)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        encode(Character.toCodePoint(each, text.charAt(i)));
      } else {
        encode(Character.isSurrogate(each) ? REPLACEMENT : each);
      }
    }
  }

  private void encode(int codePoint) {
    if (codePoint < 0x800) {
      add(0xC0 | codePoint >> 6);
    } else if (codePoint < 0x10000) {
      add(0xE0 | codePoint >> 12);
      add(0x80 | (codePoint >> 6 & 0x3F));
    } else {
      add(0xF0 | codePoint >> 18);
      add(0x80 | (codePoint >> 12 & 0x3F));
      add(0x80 | (codePoint >> 6 & 0x3F));
    }
    add(0x80 | (codePoint & 0x3F));
  }

  /**
   * @param value of which the lowest eight bits count
   */
  void add(int value) {
    block |= (value & 0xFF) << (8 * (length & 3));
    length++;
    if ((length & 3) == 0) {
      hash = Integer.rotateLeft(hash ^ scrambled(block), 13) * 5 + 0xe6546b64;
      block = 0;
    }
  }

  private static int scrambled(int block) {
    return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
  }

  private int end() {
    int mixed = hash ^ scrambled(block) ^ length;
    mixed = (mixed ^ mixed >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }
}

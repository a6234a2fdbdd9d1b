package dev.aviary.balancer.http;

/** Which bytes may stand where (RFC 9110, sections 5.5 and 5.6.2). */
final class Octets {
  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";
  private static final boolean[] TOKEN = new boolean[256];
  private static final boolean[] TEXT = new boolean[256];

  static {
    for (int octet = 0; octet < 256; octet++) {
      boolean alphanumeric =
          (octet >= '0' && octet <= '9')
              || (octet >= 'a' && octet <= 'z')
              || (octet >= 'A' && octet <= 'Z');
      TOKEN[octet] = alphanumeric || TOKEN_PUNCTUATION.indexOf(octet) >= 0;
      TEXT[octet] = octet == '\t' || (octet >= ' ' && octet != 0x7f);
    }
  }

  private Octets() {}

  /** Of a method's or a field's name. */
  static boolean token(byte octet) {
    return TOKEN[octet & 0xff];
  }

  /** Of a field's value or a reason: anything but control characters. */
  static boolean text(byte octet) {
    return TEXT[octet & 0xff];
  }

  /** Of a target as it is looked at first; which form it has is {@link Target}'s to say. */
  static boolean target(byte octet) {
    return octet != ' ' && octet != '\t' && text(octet);
  }

  static boolean blank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  static boolean digit(byte octet) {
    return octet >= '0' && octet <= '9';
  }
}

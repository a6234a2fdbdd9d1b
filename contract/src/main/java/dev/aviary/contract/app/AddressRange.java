package dev.aviary.contract.app;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A range of addresses in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3).
 *
 * @param first any address of the range
 * @param bits how many leading bits all of its addresses share
 */
public record AddressRange(InetAddress first, int bits) {
  public AddressRange {
    Check.range(bits, 0, first.getAddress().length * Byte.SIZE, "prefix length");
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or an address alone.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      InetAddress address = InetAddress.ofLiteral(text);
      return new AddressRange(address, address.getAddress().length * Byte.SIZE);
    }
    return new AddressRange(
        InetAddress.ofLiteral(text.substring(0, slash)),
        Integer.parseInt(text.substring(slash + 1)));
  }

  public boolean contains(InetAddress address) {
    byte[] ours = first.getAddress();
    byte[] theirs = address.getAddress();
    int whole = bits / Byte.SIZE;
    if (ours.length != theirs.length || !Arrays.equals(ours, 0, whole, theirs, 0, whole)) {
      return false;
    }
    int rest = Byte.SIZE - bits % Byte.SIZE;
    return rest == Byte.SIZE || (ours[whole] & 0xff) >> rest == (theirs[whole] & 0xff) >> rest;
  }
}

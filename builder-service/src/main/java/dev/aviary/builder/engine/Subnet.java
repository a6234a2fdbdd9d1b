package dev.aviary.builder.engine;

import dev.aviary.contract.app.Check;

/**
 * A /24 of the app network: .1 is the gateway, .16 to .239 are given to app containers in turn, the
 * rest is left to Docker for what connects without an address of its own.
 *
 * @param prefix the first three numbers, with a dot at the end
 */
record Subnet(String prefix) {
  static final int FIRST = 16;
  static final int LAST = 239;

  /** The {@code n}th of the 256 that Aviary uses. */
  static Subnet of(int n) {
    return new Subnet("10.213." + Check.range(n, 0, 255, "subnet") + ".");
  }

  /** From the form that Docker gives: {@code 10.213.7.0/24}. */
  static Subnet parse(String cidr) {
    Check.that(cidr.endsWith(".0/24"), "the app network is " + cidr + ", not a /24");
    return new Subnet(cidr.substring(0, cidr.length() - "0/24".length()));
  }

  String cidr() {
    return prefix + "0/24";
  }

  String gateway() {
    return prefix + "1";
  }

  String dynamicRange() {
    return prefix + "240/28";
  }

  String address(int last) {
    return prefix + last;
  }
}

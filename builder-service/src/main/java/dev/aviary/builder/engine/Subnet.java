package dev.aviary.builder.engine;

import dev.aviary.contract.app.Check;
import org.jspecify.annotations.Nullable;

/**
 * A /24 of the app network: .1 is the gateway, .16 to .239 are given to app containers in turn, the
 * rest is left to Docker for what connects without an address of its own. On a swarm that is half
 * of it, for slots.
 *
 * @param prefix the first three numbers, with a dot at the end
 * @param last the last number that is given out here
 */
record Subnet(String prefix, int last) {
  static final int FIRST = 16;
  static final int LAST = 239;

  /** The {@code n}th of the 256 that Aviary uses. */
  static Subnet of(int n) {
    return new Subnet("10.213." + Check.range(n, 0, 255, "subnet") + ".", LAST);
  }

  /** From the form that Docker gives: {@code 10.213.7.0/24}. */
  static Subnet parse(String cidr) {
    Check.that(cidr.endsWith(".0/24"), "the app network is " + cidr + ", not a /24");
    return new Subnet(cidr.substring(0, cidr.length() - "0/24".length()), LAST);
  }

  /**
   * The same with the part of it that Docker gives out by itself, up to its end.
   *
   * @param range as {@code 10.213.7.128/25}; null: none is known
   */
  static Subnet parse(String cidr, @Nullable String range) {
    Subnet all = parse(cidr);
    if (range == null) {
      return all;
    }
    int begin = Integer.parseInt(range.replaceFirst(".*\\.", "").replaceFirst("/.*", ""));
    Check.that(
        begin > FIRST && begin <= LAST + 1,
        "Docker gives out %s of the app network; make it begin at .17 to .240".formatted(range));
    return new Subnet(all.prefix, begin - 1);
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

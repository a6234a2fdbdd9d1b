package dev.aviary.contract.lease;

import dev.aviary.contract.app.Check;

/**
 * The right of one process to play a part that only one may play at a time, for a short time.
 *
 * @param key of the part in Redis; the last token given is in the key {@code <key>:token}
 * @param owner the process that holds it, without a blank: the same after a restart on one machine
 * @param token rises with every lease of the part, so that an old holder is told from a new one
 */
public record Lease(String key, String owner, long token) {
  public Lease {
    Check.text(key, "key");
    Check.text(owner, "owner");
    Check.that(owner.indexOf(' ') < 0, "the owner of a lease has no blank");
    Check.that(token > 0, "a lease's token is positive");
  }

  static String tokenKey(String key) {
    return key + ":token";
  }

  /** What the lease's key holds while this is the lease. */
  String value() {
    return owner + " " + token;
  }
}

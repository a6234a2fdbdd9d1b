package dev.aviary.builder.lease;

import dev.aviary.contract.app.Check;

/**
 * The right of one builder to lead, for a short time.
 *
 * @param owner the address of the builder that holds it: the same after a restart on one machine
 * @param token rises with every lease, so that an old holder is told from a new one
 */
public record Lease(String owner, long token) {
  public Lease {
    Check.text(owner, "owner");
    Check.that(token > 0, "a lease's token is positive");
  }

  /** What the lease's key holds while this is the lease. */
  String value() {
    return owner + " " + token;
  }
}

package dev.aviary.contract.lease;

import dev.aviary.contract.app.Check;

/**
 * The right of one process to act on one subject, for a short time.
 *
 * @param subject the name of an app, or of a part that one process of a service plays
 * @param owner the process that holds it: a name that no other process has
 * @param token rises with every lease of the subject, so that an old holder is told from a new one
 */
public record Lease(String subject, String owner, long token) {
  public Lease {
    Check.text(subject, "subject");
    Check.text(owner, "owner");
    Check.that(token > 0, "a lease's token is positive");
  }

  /** What the lease's key holds while this is the lease. */
  String value() {
    return owner + ":" + token;
  }
}

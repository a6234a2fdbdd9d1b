package dev.aviary.builder.lease;

import dev.aviary.contract.app.Check;

/**
 * The right of one builder to act on one app, for a short time.
 *
 * @param owner the builder that holds it: a name that no other process has
 * @param token rises with every lease of the app, so that an old holder is told from a new one
 */
public record Lease(String app, String owner, long token) {
  public Lease {
    Check.app(app);
    Check.text(owner, "owner");
    Check.that(token > 0, "a lease's token is positive");
  }

  /** What the lease's key holds while this is the lease. */
  String value() {
    return owner + ":" + token;
  }
}

package dev.aviary.balancer.acme;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The certificate authority refused, or could not be asked. The message says why, to a person. */
final class AuthorityException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean ofServer;
  private final transient @Nullable Instant notBefore;

  /**
   * @param ofServer whether the reason holds for every name: the server cannot be reached, or
   *     refuses the account
   * @param notBefore until when the authority wants no order; null: it says nothing of that
   */
  AuthorityException(
      String message, boolean ofServer, @Nullable Instant notBefore, @Nullable Throwable cause) {
    super(message, cause);
    this.ofServer = ofServer;
    this.notBefore = notBefore;
  }

  boolean isOfServer() {
    return ofServer;
  }

  @Nullable Instant notBefore() {
    return notBefore;
  }
}

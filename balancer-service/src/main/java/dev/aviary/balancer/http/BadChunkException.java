package dev.aviary.balancer.http;

/** A line of a chunked body is not what RFC 9112, section 7.1, allows. */
final class BadChunkException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadChunkException(String message) {
    // A client decides how many of these there are, so they cost no stack trace.
    super(message, null, false, false);
  }
}

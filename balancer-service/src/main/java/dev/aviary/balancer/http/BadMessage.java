package dev.aviary.balancer.http;

/** What arrived is not HTTP. */
final class BadMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadMessage(String what) {
    super(what, null, false, false);
  }
}

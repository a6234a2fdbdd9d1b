package dev.aviary.balancer.fuzz;

/** What is no HTTP/1.1. */
final class Malformed extends Exception {
  Malformed(String reason) {
    super(reason);
  }
}

package dev.aviary.system.load;

/**
 * One request of the load and what became of it.
 *
 * @param started by the monotonic clock, ns
 * @param ended by the monotonic clock, ns
 * @param place where the answer came from; without an answer of the app, nowhere
 * @param failure why it failed; empty when it did not
 */
public record Served(
    long number, long started, long ended, String slot, Place place, String failure) {
  public boolean failed() {
    return !failure.isEmpty();
  }
}

package dev.aviary.contract.redis;

/** What became of an {@link AtomicWrite}. */
public sealed interface WriteOutcome {

  /**
   * Everything was written.
   *
   * @param revision the revision that this write made, or the one that stood if it raised none
   */
  record Written(Revision revision) implements WriteOutcome {}

  /**
   * Nothing was written: a condition did not hold.
   *
   * @param key the key whose value was another
   */
  record Conflict(String key) implements WriteOutcome {}

  default boolean written() {
    return this instanceof Written;
  }
}

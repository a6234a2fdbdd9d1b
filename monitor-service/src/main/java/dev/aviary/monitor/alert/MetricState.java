package dev.aviary.monitor.alert;

/** How one metric of one container stands. */
sealed interface MetricState {

  /** Under the threshold. */
  record Ok() implements MetricState {}

  /**
   * Over the threshold, not yet for long enough.
   *
   * @param confirmations how many samples running
   */
  record Pending(int confirmations) implements MetricState {}

  /**
   * Over the threshold.
   *
   * @param peak the highest value since it began
   */
  record Firing(double peak) implements MetricState {}

  /**
   * Under the threshold again, not yet for long enough.
   *
   * @param peak the highest value since it began
   */
  record Clearing(double peak) implements MetricState {}

  /** Whether an alert is open for it. */
  default boolean alerts() {
    return this instanceof Firing || this instanceof Clearing;
  }
}

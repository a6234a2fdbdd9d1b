package dev.aviary.contract.loop;

import java.time.Instant;

/** What a {@link BackgroundLoop} does at the moment. */
public sealed interface LoopState {

  /** It was made and not started. */
  record New() implements LoopState {}

  /** The last round succeeded, or none has ended yet. */
  record Working() implements LoopState {}

  /**
   * The last rounds failed; it goes on trying.
   *
   * @param since when the first of them failed
   * @param rounds how many failed in a row
   * @param passes whether the cause lies outside of the service and passes by itself, as an absent
   *     Redis does
   * @param reason of the last one
   */
  record Failing(Instant since, int rounds, boolean passes, String reason) implements LoopState {}

  /** It was closed. */
  record Closed() implements LoopState {}

  /** It ended by a failure of the virtual machine, and does nothing any more. */
  record Ended(Instant at, String reason) implements LoopState {}
}

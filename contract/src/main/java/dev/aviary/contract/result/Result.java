package dev.aviary.contract.result;

/** What came of something that was asked for: its value, or the refusal. */
public sealed interface Result<T> permits Result.Done, Refusal {

  /** It is done. */
  record Done<T>(T value) implements Result<T> {}
}

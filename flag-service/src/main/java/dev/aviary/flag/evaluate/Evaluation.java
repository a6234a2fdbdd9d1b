package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a flag gives for a context at a moment. */
public sealed interface Evaluation {
  String key();

  /** The set's metadata with the flag's own over it. */
  ObjectNode metadata();

  /**
   * A result.
   *
   * @param value null: the caller uses the default in its own code
   * @param variant the value's name; null exactly when there is no value
   */
  record Resolved(
      String key,
      @Nullable Json value,
      @Nullable String variant,
      Reason reason,
      ObjectNode metadata)
      implements Evaluation {}

  /**
   * No result; the caller uses the default in its own code.
   *
   * @param details what went wrong, for people
   */
  record Failed(String key, ErrorCode code, String details, ObjectNode metadata)
      implements Evaluation {}
}

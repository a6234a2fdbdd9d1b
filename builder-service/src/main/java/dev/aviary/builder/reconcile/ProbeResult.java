package dev.aviary.builder.reconcile;

import dev.aviary.contract.app.StatusRange;
import dev.aviary.contract.probe.ProbeAnswer;
import org.jspecify.annotations.Nullable;

/** What came of asking a starting container. */
sealed interface ProbeResult {

  /**
   * It may take traffic.
   *
   * @param path what it answered
   * @param statuses one of which it answered
   * @param status that one
   */
  record Passed(String path, StatusRange statuses, int status) implements ProbeResult {}

  /**
   * It may not, or not yet.
   *
   * @param error what stands against it
   * @param path what was asked for last
   * @param answer what it answered; null: nothing that is HTTP
   * @param localhost whether it answers localhost otherwise, so that it was the host that it
   *     refused
   */
  record Failed(String error, String path, @Nullable ProbeAnswer answer, boolean localhost)
      implements ProbeResult {
    static final Failed NEVER = new Failed("it was not probed", "/", null);

    Failed(String error, String path, @Nullable ProbeAnswer answer) {
      this(error, path, answer, false);
    }
  }
}

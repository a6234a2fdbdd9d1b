package dev.aviary.flag.registry;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.idempotency.IdempotentRequest;
import org.jspecify.annotations.Nullable;

/**
 * What every request that changes flags says beside the change itself.
 *
 * @param author in whose name, and why
 * @param condition must hold of the flag, or of all flags, or nothing is changed
 * @param trial nothing is written: the answer tells what would be changed
 * @param idempotent what is remembered in the step that makes the change; null: the client gave no
 *     {@code Idempotency-Key}
 */
public record EditRequest(
    Author author, Condition condition, boolean trial, @Nullable IdempotentRequest idempotent) {
  public EditRequest {
    Check.present(author, "author");
    Check.present(condition, "condition");
  }

  /** The same as the change of a request that can be sent again. */
  public EditRequest once(@Nullable IdempotentRequest request) {
    return new EditRequest(author, condition, trial, request);
  }
}

package dev.aviary.flag.registry;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.idempotency.IdempotentRequest;
import org.jspecify.annotations.Nullable;

/**
 * How something is to be changed.
 *
 * @param trial nothing is written: what would come of it is told
 * @param request that is remembered in the step that makes the change; null: its client gave it no
 *     {@code Idempotency-Key}
 */
public record Wish(
    Author author, Condition condition, boolean trial, @Nullable IdempotentRequest request) {
  public Wish {
    Check.present(author, "author");
    Check.present(condition, "condition");
  }

  /** The same as the change of a request that can be sent again. */
  public Wish once(@Nullable IdempotentRequest request) {
    return new Wish(author, condition, trial, request);
  }
}

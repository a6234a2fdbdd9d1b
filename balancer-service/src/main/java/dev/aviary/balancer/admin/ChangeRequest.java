package dev.aviary.balancer.admin;

import dev.aviary.contract.idempotency.IdempotentRequest;
import org.jspecify.annotations.Nullable;

/**
 * On what conditions a change is made.
 *
 * @param request null: its client gave no {@code Idempotency-Key}
 */
record ChangeRequest(Precondition condition, @Nullable IdempotentRequest request) {}

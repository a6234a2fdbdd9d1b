package dev.aviary.balancer.admin;

import dev.aviary.contract.http.Idempotency;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.function.Function;

/**
 * Answers changes. One whose request is sent again with its {@code Idempotency-Key} is not made
 * again: it is answered as it was, and says whether it is in force by now.
 */
@Singleton
final class RepeatableChanges {
  private final Idempotency idempotency;
  private final ControlChanges changes;

  RepeatableChanges(Idempotency idempotency, ControlChanges changes) {
    this.idempotency = idempotency;
    this.changes = changes;
  }

  /**
   * @param body of the request: a record, or a text that is the same for the same asked
   * @param type of what is changed
   */
  <T> HttpResponse<T> answer(
      HttpRequest<?> http, Object body, Class<T> type, Function<ChangeRequest, Change<T>> change) {
    var condition = Precondition.of(http.getHeaders());
    return idempotency.answer(
        http,
        body,
        type,
        value -> changes.made(value).answer(),
        request -> change.apply(new ChangeRequest(condition, request)).answer());
  }
}

package dev.aviary.contract.result;

import io.micronaut.http.HttpStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why something that was asked for is not done. Every service refuses in this form; at an HTTP API
 * it becomes a problem document.
 *
 * @param status the kind of the refusal, as HTTP names it: of this service's answer, or of the
 *     answer that another server gave to this service
 * @param reason what stands against it and what to do, for a person
 * @param retryAfter the least time until the same may be done, unchanged; zero: that time is not
 *     known; null: it is refused as long as neither the request nor its subject changes
 * @param <T> what would have been the value
 */
public record Refusal<T>(HttpStatus status, String reason, @Nullable Duration retryAfter)
    implements Result<T> {

  /** A refusal that stands. */
  public Refusal(HttpStatus status, String reason) {
    this(status, reason, null);
  }

  /** It cannot be done in the present state of its subject: 409. */
  public static <T> Refusal<T> conflict(String reason) {
    return new Refusal<>(HttpStatus.CONFLICT, reason);
  }

  /** The same may be done later. */
  public static <T> Refusal<T> forNow(HttpStatus status, String reason) {
    return new Refusal<>(status, reason, Duration.ZERO);
  }

  /** Whether the same may be done later. */
  public boolean isForNow() {
    return retryAfter != null;
  }

  /** The pause before the next try: one's own, or the longer one that the refusal asks for. */
  public Duration after(Duration own) {
    return retryAfter == null || own.compareTo(retryAfter) > 0 ? own : retryAfter;
  }

  /** The same refusal, of something that needs what was refused. */
  public <R> Refusal<R> as() {
    return new Refusal<>(status, reason, retryAfter);
  }
}

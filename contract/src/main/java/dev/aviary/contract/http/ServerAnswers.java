package dev.aviary.contract.http;

import dev.aviary.contract.result.Refusal;
import io.micronaut.http.HttpStatus;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/** Reads how other servers answer what is posted to them. */
public final class ServerAnswers {
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** What a later try may change: request timeout, too early, too many requests. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private ServerAnswers() {}

  /** Whether the answer is 2xx. */
  public static boolean isSuccess(HttpResponse<?> answer) {
    return answer.statusCode() / 100 == 2;
  }

  /** Whether the same request may be taken later: 5xx, 408, 425 and 429. */
  public static boolean isForNow(HttpResponse<?> answer) {
    return answer.statusCode() >= 500 || PASSING.contains(answer.statusCode());
  }

  /** The refusal of a request that may be taken later, after the pause that the server asks for. */
  public static <T> Refusal<T> forNow(HttpResponse<?> answer, String reason) {
    return new Refusal<>(status(answer), reason, pause(answer));
  }

  /** The refusal of a request that is not taken, however often it is sent. */
  public static <T> Refusal<T> forGood(HttpResponse<?> answer, String reason) {
    return new Refusal<>(status(answer), reason);
  }

  /**
   * RFC 9110, section 10.2.3, in seconds, one hour at most; Discord gives fractions of them. Zero
   * when there is no such field.
   */
  private static Duration pause(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,6}([.][0-9]{1,6})?"))
        .map(seconds -> Duration.ofMillis((long) Math.ceil(Double.parseDouble(seconds) * 1000)))
        .map(asked -> asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked)
        .orElse(Duration.ZERO);
  }

  /** A status without a name counts as the first of its class (RFC 9110, section 15). */
  private static HttpStatus status(HttpResponse<?> answer) {
    return Arrays.stream(HttpStatus.values())
        .filter(known -> known.getCode() == answer.statusCode())
        .findFirst()
        .orElseGet(() -> HttpStatus.valueOf(Math.clamp(answer.statusCode() / 100, 3, 5) * 100));
  }
}

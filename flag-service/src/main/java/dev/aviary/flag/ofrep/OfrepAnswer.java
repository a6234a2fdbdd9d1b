package dev.aviary.flag.ofrep;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets.
 *
 * @param body JSON; null: none
 * @param tag with its quotes, of bulk evaluations
 * @param again after how many whole seconds it may ask again; 0: nothing is said of that
 */
record OfrepAnswer(int status, @Nullable String body, @Nullable String tag, long again) {
  private static final String GENERAL = "GENERAL";

  /** When to ask again for flags that are not known: how soon they are is not known either. */
  private static final long UNTIL_KNOWN = 5;

  OfrepAnswer(int status, @Nullable String body, @Nullable String tag) {
    this(status, body, tag, 0);
  }

  /**
   * @param key of the flag that was asked for, if it was one
   * @param code in the words of the protocol
   */
  static OfrepAnswer failure(int status, @Nullable String key, String code, String details) {
    return new OfrepAnswer(status, ResultText.failure(key, code, details), null);
  }

  /** What no flag is to blame for. */
  static OfrepAnswer refusal(int status, String details) {
    return failure(status, null, GENERAL, details);
  }

  /** Clients that have flags keep them; no flags at all would take their place. */
  static OfrepAnswer nothingKnown(@Nullable String key) {
    return failure(503, key, GENERAL, "no flag is known yet; Redis cannot be reached")
        .after(UNTIL_KNOWN);
  }

  /** Of a token that may be right: a client that is told 401 gives up. */
  static OfrepAnswer unsettled() {
    return refusal(503, "the token cannot be looked up: Redis cannot be reached")
        .after(UNTIL_KNOWN);
  }

  OfrepAnswer after(long seconds) {
    return new OfrepAnswer(status, body, tag, seconds);
  }

  MutableHttpResponse<byte[]> response() {
    MutableHttpResponse<byte[]> response = HttpResponse.status(HttpStatus.valueOf(status));
    if (tag != null) {
      response.header(HttpHeaders.ETAG, tag);
    }
    if (again > 0) {
      response.header(HttpHeaders.RETRY_AFTER, Long.toString(again));
    }
    return body == null
        ? response
        : response
            .contentType(MediaType.APPLICATION_JSON_TYPE)
            .body(body.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.aviary.monitor.console.access;

import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.net.URI;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a page of another origin sends. Browsers name the origin with whatever is no plain
 * read (Fetch, section 3.2); other clients name none.
 */
final class SameOrigin {
  private SameOrigin() {}

  /**
   * @throws ProblemException 403
   */
  static void check(HttpRequest<?> request) {
    String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
    if (origin == null) {
      return;
    }
    String from = authority(origin);
    boolean same =
        from != null
            && Stream.of(HttpHeaders.HOST, "X-Forwarded-Host")
                .flatMap(name -> Stream.ofNullable(request.getHeaders().get(name)))
                .anyMatch(from::equalsIgnoreCase);
    if (!same) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN,
          "this request comes from a page of %s; the console answers only its own pages. A proxy before it must"
                  .formatted(origin)
              + " pass Host on");
    }
  }

  /** {@code null} is the origin of a page that hides its own. */
  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getRawAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

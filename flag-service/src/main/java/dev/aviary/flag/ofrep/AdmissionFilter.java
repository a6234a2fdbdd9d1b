package dev.aviary.flag.ofrep;

import dev.aviary.flag.release.Asker;
import dev.aviary.flag.release.Askers;
import dev.aviary.flag.release.ReaderSettings;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in: answers a preflight, asks for the token, and makes whoever asks too often
 * wait.
 */
@ServerFilter("/ofrep/**")
final class AdmissionFilter implements Ordered {
  private final Askers askers;
  private final boolean anonymous;
  private final Throttle throttle;
  private final long began = System.nanoTime();

  AdmissionFilter(Askers askers, ReaderSettings readers, OfrepSettings limits) {
    this.askers = askers;
    this.anonymous = readers.anonymous();
    this.throttle =
        new Throttle(
            limits.requestsPerSecond(), limits.burst(), ThreadLocalRandom.current().nextInt());
  }

  @RequestFilter
  @Nullable HttpResponse<?> admit(HttpRequest<?> request) {
    if (request.getMethod() == HttpMethod.OPTIONS) {
      return HttpResponse.noContent();
    }
    Optional<String> token = token(request.getHeaders());
    Optional<Asker> known = token.flatMap(askers::recall);
    String address = request.getRemoteAddress().getAddress().getHostAddress();
    long wait = throttle.take(known.map(Asker::id).orElse(address), System.nanoTime() - began);
    if (wait > 0) {
      return tooMany(wait);
    }
    if (token.isEmpty()) {
      return withoutToken(request);
    }
    known.ifPresentOrElse(
        asker -> Identification.known(request, asker),
        () -> Identification.unknown(request, token.get()));
    return null;
  }

  /** After the filter that hides routes from apps. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 100;
  }

  /** A stream has its token in its URL, because browsers can send none in its head. */
  private @Nullable HttpResponse<?> withoutToken(HttpRequest<?> request) {
    if (!anonymous && !request.getPath().equals(StreamController.PATH)) {
      return refused("send a token: Authorization: Bearer <token>, or X-API-Key: <token>");
    }
    Identification.known(request, new Asker.Anybody());
    return null;
  }

  static MutableHttpResponse<byte[]> nobody() {
    return refused("nobody here has that token");
  }

  private static Optional<String> token(HttpHeaders headers) {
    String key = headers.get("X-API-Key");
    if (key != null) {
      return Optional.of(key.strip());
    }
    return headers
        .getAuthorization()
        .map(value ->
            value.regionMatches(true, 0, "Bearer", 0, 6) ? value.substring(6).strip() : value);
  }

  private static MutableHttpResponse<byte[]> refused(String details) {
    return new Answer(401, ResultText.failure(null, "GENERAL", details), null)
        .response()
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }

  private static HttpResponse<?> tooMany(long seconds) {
    String details = "too many requests; ask again after %d s".formatted(seconds);
    return new Answer(429, ResultText.failure(null, "GENERAL", details), null)
        .response()
        .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
  }
}

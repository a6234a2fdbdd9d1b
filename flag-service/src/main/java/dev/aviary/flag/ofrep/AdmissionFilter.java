package dev.aviary.flag.ofrep;

import dev.aviary.flag.release.FlagCaller;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in: answers a preflight, asks for the token, and makes whoever asks too often
 * wait.
 */
@ServerFilter("/ofrep/**")
final class AdmissionFilter implements Ordered {
  private final OfrepAdmission admission;

  AdmissionFilter(OfrepAdmission admission) {
    this.admission = admission;
  }

  @RequestFilter
  @Nullable HttpResponse<?> admit(HttpRequest<?> request) {
    if (request.getMethod() == HttpMethod.OPTIONS) {
      return HttpResponse.noContent();
    }
    HttpHeaders headers = request.getHeaders();
    Claim claim =
        admission.claim(
            headers.get(OfrepAdmission.KEY),
            headers.get(HttpHeaders.AUTHORIZATION),
            request.getRemoteAddress().getAddress().getHostAddress());
    long wait = admission.take(claim);
    if (wait > 0) {
      return tooMany(wait);
    }
    return switch (claim) {
      case Claim.Known(FlagCaller asker, _) -> {
        Identification.known(request, asker);
        yield null;
      }
      case Claim.Unknown(String token, _) -> {
        Identification.unknown(request, token);
        yield null;
      }
      case Claim.Missing _ -> withoutToken(request);
    };
  }

  /** After the filter that hides routes from apps. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 100;
  }

  /** A stream has its token in its URL, because browsers can send none in its head. */
  private static @Nullable HttpResponse<?> withoutToken(HttpRequest<?> request) {
    if (!request.getPath().equals(StreamController.PATH)) {
      return refused("send a token: Authorization: Bearer <token>, or X-API-Key: <token>");
    }
    Identification.known(request, new FlagCaller.Anybody());
    return null;
  }

  static MutableHttpResponse<byte[]> nobody() {
    return refused("that token is not known");
  }

  static MutableHttpResponse<byte[]> refused(String details) {
    return OfrepAnswer.refusal(401, details)
        .response()
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }

  private static HttpResponse<?> tooMany(long seconds) {
    String details = "too many requests; ask again after %d s".formatted(seconds);
    return OfrepAnswer.refusal(429, details).after(seconds).response();
  }
}

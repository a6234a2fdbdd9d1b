package dev.aviary.contract.http;

import dev.aviary.contract.app.Check;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who asks for what a request changes, as events and histories name it. Whoever brings the admin
 * token may say on whose behalf it asks; without the token the name is not read.
 */
public final class RequestAuthor {
  /** Names the author: 1 to 64 printable ASCII characters, and no service. */
  public static final String HEADER = "X-Aviary-By";

  /** The author of a request that names none. */
  public static final String API = "api";

  private static final String ATTRIBUTE = "aviary.by";
  private static final Pattern NAME = Pattern.compile("[!-~]([ -~]{0,62}[!-~])?");

  /** These do things by themselves. */
  private static final Set<String> SERVICES =
      Set.of("builder", "balancer", "monitor", "flag-service", "redis");

  private RequestAuthor() {}

  /** The author of the request that this thread answers; {@link #API} when it names none. */
  public static String by() {
    return by(API);
  }

  /**
   * The same with another name for the author of a request that names none, or of none at all.
   *
   * @param otherwise as events of the service name what is asked for over HTTP
   */
  public static String by(String otherwise) {
    return ServerRequestContext.currentRequest().flatMap(RequestAuthor::of).orElse(otherwise);
  }

  /** The author that a request names, once its admin token was seen. */
  public static Optional<String> of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, String.class);
  }

  /**
   * @throws dev.aviary.contract.app.BadValueException when it is no name of an author
   */
  public static String check(String name) {
    Check.that(
        NAME.matcher(name).matches(),
        HEADER + " is 1 to 64 printable ASCII characters, and no blank at an end");
    Check.that(!SERVICES.contains(name), "'" + name + "' is a service; give another name");
    return name;
  }

  /** The request has brought the admin token: what it says of its author counts. */
  static void believe(HttpRequest<?> request) {
    String name = request.getHeaders().get(HEADER);
    if (name != null && !name.isBlank()) {
      request.setAttribute(ATTRIBUTE, check(name.strip()));
    }
  }
}

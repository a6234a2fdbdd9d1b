package dev.aviary.contract.http;

import dev.aviary.contract.hash.Sha256;
import dev.aviary.contract.idempotency.CompletedRequest;
import dev.aviary.contract.idempotency.IdempotencyStore;
import dev.aviary.contract.idempotency.IdempotentRequest;
import dev.aviary.contract.redis.RepeatedWriteException;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.RedisException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.runtime.ApplicationConfiguration;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request with an {@code Idempotency-Key} that was done before as it was answered then
 * (draft-ietf-httpapi-idempotency-key-header-07). Requests that were refused are decided anew. Each
 * service has keys of its own.
 */
@Singleton
public final class Idempotency {
  public static final String HEADER = "Idempotency-Key";

  /** Says that an answer is one that was given before. */
  public static final String REPLAYED = "Idempotency-Replayed";

  /** A string of RFC 9651, section 3.3.3, or its content alone. */
  private static final Pattern KEY = Pattern.compile("\"([\\x20-\\x7e]{1,200})\"|([!-~]{1,200})");

  private final IdempotencyStore store;
  private final Wire wire;
  private final String service;

  Idempotency(IdempotencyStore store, Wire wire, ApplicationConfiguration application) {
    this.store = store;
    this.wire = wire;
    this.service = application.getName().orElseThrow();
  }

  /**
   * @param body of the request: a record, or a text; null: it has none
   * @param type of the answer's body, which is what is remembered of the change
   * @param change makes the change, with {@link IdempotencyStore#complete} as part of its step; its
   *     argument is null where the client gave no key
   * @throws ProblemException 400 for a key that is none, 422 when another request had it
   */
  public <T> HttpResponse<T> answer(
      HttpRequest<?> http,
      @Nullable Object body,
      Class<T> type,
      Function<@Nullable IdempotentRequest, HttpResponse<T>> change) {
    return once(http, body, before -> replayed(before, type), change);
  }

  /**
   * The same where more belongs to an answer than is remembered of it.
   *
   * @param type of what is remembered of the change
   * @param again answers a request that was done before
   */
  public <T, B> MutableHttpResponse<B> answer(
      HttpRequest<?> http,
      @Nullable Object body,
      Class<T> type,
      Function<T, MutableHttpResponse<B>> again,
      Function<@Nullable IdempotentRequest, MutableHttpResponse<B>> change) {
    return once(
        http,
        body,
        before -> again.apply(wire.read(before.body(), type)).header(REPLAYED, "true"),
        change);
  }

  private <A> A once(
      HttpRequest<?> http,
      @Nullable Object body,
      Function<CompletedRequest, A> again,
      Function<@Nullable IdempotentRequest, A> change) {
    IdempotentRequest request = read(http, body);
    if (request == null) {
      return change.apply(null);
    }
    Optional<CompletedRequest> before = find(request);
    if (before.isPresent()) {
      return again.apply(before.get());
    }
    try {
      return change.apply(request);
    } catch (RepeatedWriteException | ProblemException e) {
      // The same request, sent before, may have been carried out since it was looked for.
      return findAfter(e, request).map(again).orElseThrow(() -> e);
    }
  }

  /** Where Redis cannot be asked either, what went wrong before says more. */
  private Optional<CompletedRequest> findAfter(
      RuntimeException failure, IdempotentRequest request) {
    try {
      return find(request);
    } catch (RedisException e) {
      failure.addSuppressed(e);
      return Optional.empty();
    }
  }

  private @Nullable IdempotentRequest read(HttpRequest<?> http, @Nullable Object body) {
    String given = http.getHeaders().get(HEADER);
    if (given == null) {
      return null;
    }
    var key = KEY.matcher(given.strip());
    if (!key.matches()) {
      throw ProblemException.badRequest(
          HEADER + " is 1 to 200 printable ASCII characters, as in \"8e03978e-40d5-43dd\"");
    }
    String content = key.group(1) == null ? key.group(2) : key.group(1);
    String asked =
        http.getMethodName() + " " + http.getUri() + "\n" + (body == null ? "" : wire.write(body));
    return new IdempotentRequest(service, hash(content), hash(asked));
  }

  private Optional<CompletedRequest> find(IdempotentRequest request) {
    Optional<CompletedRequest> before = store.find(request);
    if (before.isPresent() && !before.get().fingerprint().equals(request.fingerprint())) {
      throw new ProblemException(
          HttpStatus.UNPROCESSABLE_ENTITY,
          "another request had this %s; give each request one of its own".formatted(HEADER));
    }
    return before;
  }

  private <T> HttpResponse<T> replayed(CompletedRequest before, Class<T> type) {
    MutableHttpResponse<T> answer = HttpResponse.status(HttpStatus.valueOf(before.status()));
    answer.header(REPLAYED, "true");
    String location = before.location();
    if (location != null) {
      answer.getHeaders().location(URI.create(location));
    }
    return answer.body(wire.read(before.body(), type));
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}

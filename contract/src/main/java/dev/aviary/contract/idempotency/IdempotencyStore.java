package dev.aviary.contract.idempotency;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers of requests that were done, by the keys of their clients. */
@Singleton
public final class IdempotencyStore {
  /** How long a request that is sent again is known. */
  public static final Duration KEPT_FOR = Duration.ofHours(24);

  private final RedisLink redis;
  private final Wire wire;

  public IdempotencyStore(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /**
   * What was answered to the request with this key, if its change was made. It is acknowledged once
   * more by this, so a replica must have it.
   */
  public Optional<CompletedRequest> find(IdempotentRequest request) {
    return Optional.ofNullable(
        wire.readIfPresent(
            redis.replicated(commands -> commands.get(key(request))), CompletedRequest.class));
  }

  /**
   * Makes the answer part of the step that makes the change: both are there, or neither is, and the
   * step is made once.
   *
   * @param request null: its client gave no key, and nothing is added
   * @param body what is answered, as a record
   */
  public AtomicWrite complete(
      AtomicWrite write,
      @Nullable IdempotentRequest request,
      int status,
      @Nullable String location,
      Object body) {
    if (request == null) {
      return write;
    }
    var completed = new CompletedRequest(request.fingerprint(), status, location, wire.write(body));
    return write.once(key(request), wire.write(completed), KEPT_FOR);
  }

  private static String key(IdempotentRequest request) {
    return Keys.idempotency(request.service(), request.id());
  }
}

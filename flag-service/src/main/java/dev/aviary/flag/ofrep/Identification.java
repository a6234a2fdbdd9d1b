package dev.aviary.flag.ofrep;

import dev.aviary.flag.release.FlagCaller;
import dev.aviary.flag.release.FlagCallers;
import dev.aviary.flag.release.ReaderSettings;
import io.lettuce.core.RedisException;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

/**
 * Who asks. A filter leaves the answer with the request, or the token of somebody who has not asked
 * before: that one is looked up in Redis, aside of the event loop, when the body has been read.
 */
@Singleton
final class Identification {
  private static final String ASKER = "aviary.asker";
  private static final String TOKEN = "aviary.token";

  private final FlagCallers callers;
  private final boolean anonymous;
  private final ExecutorService blocking;

  Identification(
      FlagCallers callers,
      ReaderSettings readers,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.callers = callers;
    this.anonymous = readers.anonymous();
    this.blocking = blocking;
  }

  static void known(HttpRequest<?> request, FlagCaller asker) {
    request.setAttribute(ASKER, asker);
  }

  static void unknown(HttpRequest<?> request, String token) {
    request.setAttribute(TOKEN, token);
  }

  CompletionStage<Identity> identity(HttpRequest<?> request) {
    return request
        .getAttribute(TOKEN, String.class)
        .map(token -> CompletableFuture.supplyAsync(() -> look(token), blocking))
        .orElseGet(() -> CompletableFuture.completedFuture(known(request)));
  }

  /** The same, by a thread that may wait. */
  Identity waitFor(HttpRequest<?> request) {
    return request
        .getAttribute(TOKEN, String.class)
        .map(this::look)
        .orElseGet(() -> known(request));
  }

  private static Identity known(HttpRequest<?> request) {
    return identity(request.getAttribute(ASKER, FlagCaller.class));
  }

  private static Identity identity(Optional<FlagCaller> asker) {
    return asker.<Identity>map(Identity.Known::new).orElseGet(Identity.Nobody::new);
  }

  /** While Redis is away a token that was not seen before is taken for none, if none is needed. */
  private Identity look(String token) {
    try {
      return identity(callers.look(token));
    } catch (RedisException away) {
      return anonymous ? new Identity.Known(new FlagCaller.Anybody()) : new Identity.Unsettled();
    }
  }
}

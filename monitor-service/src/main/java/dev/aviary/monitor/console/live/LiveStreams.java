package dev.aviary.monitor.console.live;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.result.Refusal;
import dev.aviary.monitor.console.access.ConsoleUser;
import dev.aviary.monitor.console.access.Session;
import dev.aviary.monitor.console.access.Sessions;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** The pages that are open. */
@Singleton
final class LiveStreams {
  static final int MOST = 20;

  /** Seconds after which a page that found no room may ask again. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Sessions sessions;
  private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
  private volatile Runnable whenOpened = () -> {};

  LiveStreams(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * @param told is run when a page comes
   */
  void whenOpened(Runnable told) {
    whenOpened = told;
  }

  /**
   * @param app null: all apps
   * @throws ProblemException 503 when as many are open as may be
   */
  Publisher<byte[]> open(ConsoleUser user, @Nullable String app) {
    var stream = new LiveStream(user, app);
    streams.add(stream);
    if (streams.size() > MOST) {
      streams.remove(stream);
      throw ProblemException.of(
          new Refusal<>(
              HttpStatus.SERVICE_UNAVAILABLE,
              "%d pages are open already; close one, or try again soon".formatted(MOST),
              AGAIN));
    }
    whenOpened.run();
    return stream.messages(() -> streams.remove(stream));
  }

  int open() {
    return streams.size();
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }

  /** Those that are open now; one whose session has ended is ended. A stream uses its session. */
  Set<LiveStream> all() {
    streams.removeIf(stream -> {
      boolean ended = hasEnded(stream.user().session());
      if (ended) {
        stream.end();
      }
      return ended;
    });
    return Set.copyOf(streams);
  }

  private boolean hasEnded(@Nullable Session session) {
    return session != null && sessions.useKey(session.key()).isEmpty();
  }

  void endAll() {
    streams.forEach(LiveStream::end);
  }
}

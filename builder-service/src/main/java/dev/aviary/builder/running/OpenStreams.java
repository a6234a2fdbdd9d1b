package dev.aviary.builder.running;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.result.Refusal;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * How many logs and commands may be read at a time: each holds a connection to the engine, and
 * builds need some too.
 */
@Singleton
final class OpenStreams {
  static final int MOST = 12;

  private final Semaphore free = new Semaphore(MOST);

  /**
   * @param source begins the stream once the client reads
   * @throws ProblemException 429 when too many are open
   */
  Publisher<byte[]> open(Consumer<FluxSink<byte[]>> source) {
    if (!free.tryAcquire()) {
      throw ProblemException.of(
          Refusal.forNow(
              HttpStatus.TOO_MANY_REQUESTS,
              "%d logs and commands are being read; end one of them first".formatted(MOST)));
    }
    return Flux.create(source).doFinally(_ -> free.release());
  }
}

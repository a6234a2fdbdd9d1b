package dev.aviary.monitor.sample;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.aviary.monitor.engine.EngineReaderFactory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** An engine that leaves every reading without an answer, and answers everything else. */
@Singleton
@Requires(property = UnansweredReadings.SETTING)
@Replaces(bean = DockerHttpClient.class, factory = EngineReaderFactory.class)
public final class UnansweredReadings implements DockerHttpClient {
  static final String SETTING = "test.unanswered-readings";

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);

  boolean asked() {
    return asked.getCount() == 0;
  }

  @Override
  public Response execute(Request request) {
    asked.countDown();
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("the test ends"));
    }
    throw new AssertionError("nobody answers");
  }

  @Override
  public void close() {
    answer.countDown();
  }
}

package dev.aviary.contract.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gives the engine a time in which the whole answer must have come. docker-java's own limit is the
 * socket's read timeout, which its sockets of {@code unix://} do not have: such a call to an engine
 * that hangs would wait for ever. The thread that waits is interrupted, which ends its connection.
 */
final class LimitedHttpClient implements DockerHttpClient {
  private final DockerHttpClient client;
  private final Duration patience;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  LimitedHttpClient(DockerHttpClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  @Override
  public Response execute(Request request) {
    Future<WholeResponse> answer = threads.submit(() -> WholeResponse.of(client.execute(request)));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new UncheckedIOException(
          new SocketTimeoutException("the Docker engine has not answered within " + patience));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("while Docker was asked"));
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    client.close();
  }
}

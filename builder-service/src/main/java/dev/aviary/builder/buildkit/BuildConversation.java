package dev.aviary.builder.buildkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One build by BuildKit in the engine: {@code POST /build?version=2}, whose answer is a line of
 * JSON for each piece of news. Closing it ends the build.
 */
public final class BuildConversation implements AutoCloseable {
  private static final int SUCCESS = 200;
  private static final String TRACE = "moby.buildkit.trace";
  private static final String IMAGE = "moby.image.id";

  private final DockerHttpClient engine;
  private final BuildRequest request;
  private final TraceLines lines;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread thread;
  private DockerHttpClient.@Nullable Response response;
  private @Nullable String image;
  private @Nullable String error;
  private @Nullable Throwable broken;
  private boolean closed;

  /**
   * @param engine a client that waits for as long as a build takes
   * @param longest characters of a line
   * @param lines takes what is to be told of the build
   */
  public BuildConversation(
      DockerHttpClient engine, BuildRequest request, int longest, Consumer<String> lines) {
    this.engine = engine;
    this.request = request;
    this.lines = new TraceLines(longest, lines);
  }

  /** Begins the build. */
  public void begin() {
    thread = Thread.ofVirtual().name("buildkit-build").start(this::run);
  }

  /** Waits for the end, at most so long. */
  public boolean ended(Duration wait) throws InterruptedException {
    return ended.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The image's id, when it was built. */
  public synchronized Optional<String> image() {
    return Optional.ofNullable(image);
  }

  /** What the engine says against the build. */
  public synchronized Optional<String> error() {
    return Optional.ofNullable(error);
  }

  /** What ended the conversation with the engine before its end. */
  public synchronized Optional<Throwable> broken() {
    return Optional.ofNullable(broken);
  }

  /** The name of the step that failed, if one did. */
  public synchronized Optional<String> failedStep() {
    return lines.failed();
  }

  /** The names of all steps. */
  public synchronized List<String> steps() {
    return lines.names();
  }

  private void run() {
    var build =
        DockerHttpClient.Request.builder()
            .method(DockerHttpClient.Request.Method.POST)
            .path(request.path())
            .putHeader("Content-Type", "application/x-tar")
            .bodyBytes(new byte[0])
            .build();
    try (var answer = engine.execute(build)) {
      if (opened(answer)) {
        read(answer);
      }
    } catch (IOException | RuntimeException e) {
      failed(e);
    } finally {
      finish();
      ended.countDown();
    }
  }

  private synchronized boolean opened(DockerHttpClient.Response answer) {
    response = answer;
    return !closed;
  }

  private void read(DockerHttpClient.Response answer) throws IOException {
    try (InputStream body = answer.getBody()) {
      if (answer.getStatusCode() != SUCCESS) {
        String words = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        throw new DockerException(words, answer.getStatusCode());
      }
      try (MappingIterator<JsonNode> news =
          QueryJson.JSON.readerFor(JsonNode.class).readValues(body)) {
        while (news.hasNextValue()) {
          take(news.nextValue());
        }
      }
    }
  }

  private synchronized void take(JsonNode news) {
    JsonNode aux = news.path("aux");
    switch (news.path("id").asText()) {
      case TRACE -> lines.tell(BuildTrace.read(Base64.getDecoder().decode(aux.asText())));
      case IMAGE -> image = aux.path("ID").asText();
      default -> {
        String said = news.path("errorDetail").path("message").asText(news.path("error").asText());
        if (!said.isEmpty()) {
          error = said;
        }
      }
    }
  }

  private synchronized void finish() {
    lines.end();
  }

  private synchronized void failed(Exception e) {
    broken = e;
  }

  @Override
  public void close() {
    DockerHttpClient.Response open;
    synchronized (this) {
      closed = true;
      open = response;
    }
    if (open != null) {
      open.close();
    } else if (thread != null) {
      thread.interrupt();
    }
  }
}

package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.builder.image.InlineFiles.InlineFile;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.engine.EngineClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beside an engine that answers all but the build. */
@Timeout(60)
final class InlineFilesIT {
  private static final List<InlineFile> FILES = List.of(new InlineFile("a", false, "text"));

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer engine;
  private int status;

  @BeforeEach
  void start() throws IOException {
    engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    engine.createContext("/", this::answer);
    engine.setExecutor(threads);
    engine.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    engine.stop(0);
    threads.close();
  }

  @Test
  void aBuilderThatStopsMeanwhileIsInterruptedAndTheBuildHasNotFailed() throws Exception {
    Thread builder = Thread.currentThread();
    threads.execute(() -> {
      awaitUninterrupted(asked);
      builder.interrupt();
    });
    try (DockerClient docker = client()) {
      assertThrows(InterruptedException.class, () -> files(docker).make("x:1", FILES));
    }
  }

  @Test
  void anEngineThatFailsAtItIsWaitedFor() throws Exception {
    status = 500;
    try (DockerClient docker = client()) {
      var failure = assertThrows(RuntimeException.class, () -> files(docker).make("x:1", FILES));
      assertTrue(EngineFaults.away(failure), failure::toString);
      assertTrue(BuildFollower.failure(failure) instanceof Built.EngineAway, failure::toString);
    }
  }

  private DockerClient client() {
    String host = "tcp://127.0.0.1:" + engine.getAddress().getPort();
    return EngineClients.forCalls(host, Duration.ofSeconds(30), 4);
  }

  private static InlineFiles files(DockerClient docker) {
    return new InlineFiles(docker, new Instance("test"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/build") && status == 0) {
      asked.countDown();
      awaitUninterrupted(over);
    }
    exchange.getRequestBody().readAllBytes();
    String text =
        path.endsWith("/version") ? "{\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\"}" : "[]";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(
        path.endsWith("/build") ? Math.max(status, 200) : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

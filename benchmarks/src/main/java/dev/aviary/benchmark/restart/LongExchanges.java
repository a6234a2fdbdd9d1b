package dev.aviary.benchmark.restart;

import dev.aviary.benchmark.proxy.OriginServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Downloads, event streams and WebSockets that are under way while a proxy is replaced: each lasts
 * for eight seconds, and is whole when its end has come and nothing of it is missing.
 */
final class LongExchanges implements AutoCloseable {
  /** Of each kind. */
  static final int COUNT = 4;

  /** Of one stream, one each 10 ms. */
  static final int EVENTS = 800;

  private static final int MESSAGES = 80;
  private static final int MESSAGE_MILLIS = 100;
  private static final long PATIENCE_SECONDS = 60;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final String authority;
  private final List<CompletableFuture<Boolean>> all = new ArrayList<>();

  /** Begins all of them. */
  LongExchanges(int port) {
    authority = "127.0.0.1:" + port;
    for (int i = 0; i < COUNT; i++) {
      all.add(download());
      all.add(events());
      all.add(messages());
    }
  }

  private CompletableFuture<Boolean> download() {
    return client
        .sendAsync(request("/download"), BodyHandlers.ofByteArray())
        .thenApply(
            answer -> answer.statusCode() == 200 && answer.body().length == OriginServers.DOWNLOAD)
        .exceptionally(broken -> false);
  }

  private CompletableFuture<Boolean> events() {
    return client
        .sendAsync(request("/events"), BodyHandlers.ofString())
        .thenApply(answer ->
            answer.body().lines().filter(line -> line.startsWith("data: ")).count() == EVENTS)
        .exceptionally(broken -> false);
  }

  private CompletableFuture<Boolean> messages() {
    var echo = new Echo();
    return client
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://" + authority + "/socket"), echo)
        .thenCompose(opened -> echo.whole)
        .exceptionally(broken -> false);
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + authority + path)).build();
  }

  /** How many have not ended. */
  long underWay() {
    return all.stream().filter(each -> !each.isDone()).count();
  }

  /** How many were whole; returns when all have ended. */
  long whole() {
    return all.stream()
        .filter(each -> each.completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS).join())
        .count();
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  /** Sends a number, and the next one a while after it has come back. */
  private static final class Echo implements WebSocket.Listener {
    private final CompletableFuture<Boolean> whole = new CompletableFuture<>();
    private int next;

    @Override
    public void onOpen(WebSocket socket) {
      socket.sendText("0", true);
      socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket socket, CharSequence text, boolean complete) {
      if (!text.toString().equals(Integer.toString(next))) {
        whole.complete(false);
      } else if (++next == MESSAGES) {
        whole.complete(true);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
      } else {
        CompletableFuture.delayedExecutor(MESSAGE_MILLIS, TimeUnit.MILLISECONDS)
            .execute(() -> socket.sendText(Integer.toString(next), true));
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      whole.complete(false);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      whole.complete(false);
    }
  }
}

package dev.aviary.flag;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A running flag service, spoken to over HTTP, and its Redis, spoken to by hand. */
public final class FlagService implements AutoCloseable {
  public static final String TOKEN = "the-token-of-a-test";

  private final RedisClient client;
  private final RedisCommands<String, String> redis;
  private final EmbeddedServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  private FlagService(RealRedis redis, EmbeddedServer server) {
    this.client = redis.client();
    this.redis = client.connect().sync();
    this.server = server;
  }

  public static FlagService on(RealRedis redis) {
    return on(redis, Map.of());
  }

  public static FlagService on(RealRedis redis, Map<String, Object> settings) {
    return new FlagService(redis, server(redis, settings));
  }

  /** The service alone: its Redis may be away. */
  public static EmbeddedServer server(RealRedis redis, Map<String, Object> settings) {
    var all = new HashMap<String, Object>(redis.settings());
    all.put("micronaut.server.port", RealRedis.freePort());
    all.put("aviary.admin.token", TOKEN);
    all.put("aviary.data.directory", folder().toString());
    all.putAll(settings);
    return ApplicationContext.run(EmbeddedServer.class, all);
  }

  /** An empty folder of a test's own. */
  public static Path folder() {
    try {
      Path folder = Files.createTempDirectory("flags");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a person types into redis-cli. */
  public RedisCommands<String, String> redis() {
    return redis;
  }

  public HttpResponse<String> get(String path) {
    return send(request(path));
  }

  /**
   * @param headers names and values in turn
   */
  public HttpResponse<String> put(String path, String json, String... headers) {
    return send("PUT", path, json, headers);
  }

  public HttpResponse<String> patch(String path, String json, String... headers) {
    return send("PATCH", path, json, headers);
  }

  public HttpResponse<String> post(String path, String json, String... headers) {
    return send("POST", path, json, headers);
  }

  private HttpResponse<String> send(String method, String path, String json, String... headers) {
    HttpRequest.Builder request = authorized(path).header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.method(method, BodyPublishers.ofString(json)));
  }

  /** A bean of the running service. */
  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  public HttpResponse<String> toggle(String key) {
    return send(authorized("/flags/" + key + "/toggle").POST(BodyPublishers.noBody()));
  }

  public HttpResponse<String> delete(String path) {
    return send(authorized(path).DELETE());
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path));
  }

  public HttpRequest.Builder authorized(String path) {
    return request(path).header("Authorization", "Bearer " + TOKEN);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The timeline, oldest first, as {@code what subject by: why}. */
  public List<String> events() {
    return server.getApplicationContext().getBean(EventLog.class).newest(1000).reversed().stream()
        .map(FlagService::line)
        .toList();
  }

  private static String line(Event event) {
    return "%s %s %s: %s".formatted(event.what(), event.subject(), event.by(), event.why());
  }

  @Override
  public void close() {
    server.close();
    http.close();
    client.shutdown();
  }
}

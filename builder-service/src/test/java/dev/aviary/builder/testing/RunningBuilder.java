package dev.aviary.builder.testing;

import dev.aviary.contract.testing.RealRedis;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The builder as it runs, with both its listeners on free ports, asked over HTTP. */
public final class RunningBuilder implements AutoCloseable {
  public static final String ADMIN_TOKEN = "admin-token-of-a-test";
  public static final String SECRET = "build-secret-of-a-test";
  public static final String SECRETS_KEY = "0123456789abcdef".repeat(4);

  private final int port;
  private final int adminPort;
  private final EmbeddedServer server;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private RunningBuilder(int port, int adminPort, EmbeddedServer server) {
    this.port = port;
    this.adminPort = adminPort;
    this.server = server;
  }

  /**
   * @param data folder of its own
   * @param more settings beside those that every builder needs
   */
  public static RunningBuilder start(
      String instance, RealRedis redis, Path data, Map<String, String> more) {
    int port = RealRedis.freePort();
    int adminPort = RealRedis.freePort();
    var settings = new HashMap<String, Object>(redis.settings());
    settings.put("aviary.instance.name", instance);
    settings.put("aviary.admin.token", ADMIN_TOKEN);
    settings.put("aviary.build.secret", SECRET);
    settings.put("aviary.secrets.key", SECRETS_KEY);
    settings.put("aviary.builder.trigger-port", port);
    settings.put("aviary.builder.admin-port", adminPort);
    settings.put("aviary.builder.data", data.toString());
    settings.putAll(more);
    return new RunningBuilder(
        port, adminPort, ApplicationContext.run(EmbeddedServer.class, settings));
  }

  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  /** A request to the public listener. */
  public HttpRequest.Builder open(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  /** A request to the admin listener, with its token. */
  public HttpRequest.Builder admin(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
        .header("Authorization", "Bearer " + ADMIN_TOKEN)
        .header("Content-Type", "application/json");
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> get(String path) {
    return send(admin(path));
  }

  public HttpResponse<String> post(String path, String json) {
    return send(admin(path).POST(BodyPublishers.ofString(json)));
  }

  /** A delivery as Travis posts it. */
  public HttpResponse<String> deliver(RealTravis travis, String payload) {
    return send(
        open("/webhooks/travis")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Signature", travis.sign(payload))
            .POST(BodyPublishers.ofString(RealTravis.form(payload))));
  }

  @Override
  public void close() {
    server.close();
    http.close();
  }
}

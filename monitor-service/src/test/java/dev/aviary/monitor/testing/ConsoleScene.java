package dev.aviary.monitor.testing;

import dev.aviary.contract.testing.RealRedis;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A monitor with its console, a real Redis, and servers in the place of the other services. */
public final class ConsoleScene implements AutoCloseable {
  public static final String TOKEN = "a-token-of-the-tests";

  private final RealRedis redis = RealRedis.start();
  private final Receiver builder = new Receiver();
  private final Receiver balancer = new Receiver();
  private final Receiver flags = new Receiver();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Object> settings = new HashMap<>();
  private @Nullable EmbeddedServer monitor;

  public ConsoleScene() {
    settings.putAll(MailingMonitor.settings(redis, TOKEN, 25, Mailbox.OWNER));
    settings.put("aviary.instance.name", "console-test");
    settings.put("aviary.console.builder", builder.url());
    settings.put("micronaut.http.services.balancer.url", balancer.url());
    settings.put("aviary.console.balancer", balancer.url());
    settings.put("aviary.console.flags", flags.url());
    balancer.answering(Receiver.Reply.of(200, "{}").with("Content-Type", "application/json"));
  }

  /**
   * A browser that is signed in.
   *
   * @param cookie as it sends it
   */
  public record Browser(String cookie, String csrf, String body) {}

  public ConsoleScene with(String setting, Object value) {
    settings.put(setting, value);
    return this;
  }

  public ConsoleScene start() {
    monitor = ApplicationContext.run(EmbeddedServer.class, settings);
    return this;
  }

  public void stop() {
    if (monitor != null) {
      monitor.close();
    }
  }

  public RealRedis redis() {
    return redis;
  }

  public Receiver builder() {
    return builder;
  }

  public Receiver balancer() {
    return balancer;
  }

  public Receiver flags() {
    return flags;
  }

  public <T> T bean(Class<T> type) {
    return running().getApplicationContext().getBean(type);
  }

  /** The address of the console's host and port. */
  public String origin() {
    return running().getURI().toString();
  }

  public Browser signIn(String token) {
    HttpResponse<String> answer = tryToken(token);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    return new Browser(cookie, String.valueOf(json(answer).get("csrf")), answer.body());
  }

  public HttpResponse<String> tryToken(String token) {
    return send(
        request("/console/session")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"token\":\"%s\"}".formatted(token))));
  }

  public HttpResponse<String> get(Browser browser, String path) {
    return send(request(path).header("Cookie", browser.cookie()));
  }

  /** With all that a page of the console sends. */
  public HttpResponse<String> call(
      Browser browser, String method, String path, @Nullable String json) {
    return send(change(browser, method, path, json).header("X-CSRF-Token", browser.csrf()));
  }

  public HttpRequest.Builder change(
      Browser browser, String method, String path, @Nullable String json) {
    return request(path)
        .header("Cookie", browser.cookie())
        .header("Content-Type", "application/json")
        .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(origin() + path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** The answer while it is still being sent. */
  public HttpResponse<InputStream> open(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  @SuppressWarnings("unchecked")
  public Map<String, Object> json(HttpResponse<String> answer) {
    try {
      Map<String, Object> read = bean(JsonMapper.class).readValue(answer.body(), Map.class);
      return read == null ? Map.of() : read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
    http.shutdownNow();
    builder.close();
    balancer.close();
    flags.close();
    redis.close();
  }

  private <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private EmbeddedServer running() {
    if (monitor == null) {
      throw new AssertionError("the monitor does not run");
    }
    return monitor;
  }
}

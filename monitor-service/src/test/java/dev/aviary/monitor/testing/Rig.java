package dev.aviary.monitor.testing;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A whole monitor on real parts: Docker, Redis, an SMTP server, and a balancer's admin API. */
public final class Rig implements AutoCloseable {
  public static final String TOKEN = "a-token-of-the-tests";

  private final Apps apps = new Apps();
  private final RealRedis redis = RealRedis.start();
  private final RedisClient client = redis.client();
  private final RedisCommands<String, String> commands = client.connect().sync();
  private final Mailbox mailbox = new Mailbox();
  private final SmallBalancer balancer = new SmallBalancer();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Object> settings = new HashMap<>();
  private @Nullable EmbeddedServer monitor;

  public Rig() {
    settings.putAll(MailingMonitor.settings(redis, TOKEN, mailbox.port(), Mailbox.OWNER));
    settings.put("micronaut.http.services.balancer.url", "http://127.0.0.1:" + balancer.port());
    settings.put("aviary.instance.name", apps.instance());
    settings.put("aviary.alert.warm-up", "0s");
    settings.put("aviary.alert.mean", "2s");
    settings.put("aviary.alert.confirmations", 2);
    settings.put("aviary.alert.clear-mean", "3s");
  }

  public Rig with(String setting, Object value) {
    settings.put(setting, value);
    return this;
  }

  /** Those of this monitor, with others for one beside it. */
  public Map<String, Object> settings(Map<String, Object> others) {
    var all = new HashMap<>(settings);
    all.putAll(others);
    return all;
  }

  public Apps apps() {
    return apps;
  }

  public RealRedis redis() {
    return redis;
  }

  public RedisCommands<String, String> commands() {
    return commands;
  }

  public Mailbox mailbox() {
    return mailbox;
  }

  public SmallBalancer balancer() {
    return balancer;
  }

  public Rig startMonitor() {
    monitor = ApplicationContext.run(EmbeddedServer.class, settings);
    return this;
  }

  /** The same as when its process ends: whatever it knew is gone. */
  public void stopMonitor() {
    if (monitor != null) {
      monitor.close();
    }
  }

  public <T> T bean(Class<T> type) {
    if (monitor == null) {
      throw new AssertionError("the monitor does not run");
    }
    return monitor.getApplicationContext().getBean(type);
  }

  public List<Alert> alerts() {
    return bean(AlertStore.class).newest(100).stream().map(AlertStore.Recorded::alert).toList();
  }

  public Map<String, String> withdrawn() {
    return withdrawn(Apps.APP);
  }

  public Map<String, String> withdrawn(String app) {
    return commands().hgetall(Keys.withdrawn(app));
  }

  public HttpResponse<String> get(String path, String accept) {
    try {
      return http.send(request(path, accept), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** With the admin token. */
  public HttpResponse<String> post(String path, String json) {
    try {
      return http.send(
          HttpRequest.newBuilder(uri(path))
              .header("Authorization", "Bearer " + TOKEN)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Does not wait for the answer. */
  public CompletableFuture<HttpResponse<String>> ask(String path) {
    return http.sendAsync(request(path, "*/*"), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String path, String accept) {
    return HttpRequest.newBuilder(uri(path)).header("Accept", accept).build();
  }

  private URI uri(String path) {
    if (monitor == null) {
      throw new AssertionError("the monitor does not run");
    }
    return URI.create(monitor.getURI() + path);
  }

  @Override
  public void close() {
    stopMonitor();
    apps.close();
    balancer.close();
    mailbox.close();
    client.shutdown();
    redis.close();
  }
}

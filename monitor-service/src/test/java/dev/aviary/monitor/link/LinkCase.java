package dev.aviary.monitor.link;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.monitor.testing.Mailbox;
import dev.aviary.monitor.testing.MailingMonitor;
import dev.aviary.monitor.testing.Receiver;
import dev.aviary.monitor.testing.Receiver.Reply;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of one-time links share. */
abstract class LinkCase {
  static final String TOKEN = "a-token-of-the-tests";
  static final String ADDRESS = "https://aviary.example.org/monitor";
  static final Pattern LINK = Pattern.compile(Pattern.quote(ADDRESS) + "/links/(\\S+)");
  static final Reply ACCEPTED = Reply.of(202, "{}").with("Content-Type", "application/json");
  final RealRedis redis = RealRedis.start();
  final Mailbox mailbox = new Mailbox();
  final Receiver builder = new Receiver().answering(ACCEPTED);
  final HttpClient http = HttpClient.newHttpClient();
  @Nullable EmbeddedServer monitor;

  @BeforeEach
  void start() {
    startMonitor();
  }

  @AfterEach
  void close() {
    stop();
    http.shutdownNow();
    builder.close();
    mailbox.close();
    redis.close();
  }

  void startMonitor() {
    var settings = MailingMonitor.settings(redis, TOKEN, mailbox.port(), Mailbox.OWNER);
    settings.put("micronaut.http.services.builder.url", builder.url());
    settings.put("aviary.monitor.secret", "0123456789abcdef".repeat(4));
    settings.put("aviary.link.address", ADDRESS + "/");
    monitor = ApplicationContext.run(EmbeddedServer.class, settings);
  }

  void stop() {
    if (monitor != null) {
      monitor.close();
      monitor = null;
    }
  }

  void canary(String deployment) {
    bean(SpecStore.class)
        .save(
            new AppSpec(
                "bird",
                0,
                "file:///srv/git/bird",
                null,
                "main",
                null,
                List.of(),
                BuildOptions.DEFAULT,
                RunOptions.DEFAULT));
    var release = new Release("bird-1", "bird", "canary", "0".repeat(40), "image", null);
    var rollout = new Rollout.Trying(null, new Placement(release, deployment), true, null, null);
    bean(RedisLink.class).commands().set(Keys.rollout("bird"), bean(Wire.class).write(rollout));
  }

  static String token(String mail, int n) {
    Matcher links = LINK.matcher(mail);
    List<String> tokens = links.results().map(each -> each.group(1)).toList();
    assertTrue(tokens.size() > n, mail);
    return tokens.get(n);
  }

  String token(LinkAction action) {
    return write(new Link(action, "bird", "bird-17", "m", Instant.now().plusSeconds(600)));
  }

  String write(Link link) {
    return bean(LinkTokens.class).write(link);
  }

  Link link(String token) {
    return bean(LinkTokens.class).read(token).orElseThrow();
  }

  HttpResponse<String> get(String token) {
    return send(request("/links/" + token));
  }

  HttpResponse<String> post(String token) {
    String form = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    return send(
        request("/links")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(running().getURI() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  <T> T bean(Class<T> type) {
    return running().getApplicationContext().getBean(type);
  }

  EmbeddedServer running() {
    if (monitor == null) {
      throw new AssertionError("the monitor does not run");
    }
    return monitor;
  }
}

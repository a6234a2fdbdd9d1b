package dev.aviary.flag.ofrep;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.caller.CallerToken;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams where each client needs a token and may have two. */
final class StreamsIT {
  private static final String READER = "a-reader-outside-1";
  private static final String OTHER = "a-reader-outside-2";
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "aviary.ofrep.readers.anonymous", "false",
          "aviary.ofrep.readers.tokens", READER + "," + OTHER,
          "aviary.ofrep.streams.each", "2");
  private static final Pattern URI = Pattern.compile("\"requestUri\":\"([^\"]+)\"");

  private final RealRedis redis = RealRedis.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private final FlagService service = FlagService.on(redis, SETTINGS);

  @AfterEach
  void stop() {
    http.close();
    service.close();
    redis.close();
  }

  @Test
  void whoeverHasAsManyStreamsAsOneMayIsToldToWaitAndNobodyElseIs() throws IOException {
    String uri = announced(READER);
    HttpResponse<InputStream> first = listen(uri);
    HttpResponse<InputStream> second = listen(uri);
    assertEquals(200, first.statusCode());
    assertEquals(200, second.statusCode());
    HttpResponse<InputStream> third = listen(uri);
    assertEquals(429, third.statusCode());
    assertEquals("10", third.headers().firstValue("Retry-After").orElse(""));
    String body = new String(third.body().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(body.contains("\"errorDetails\""), body);
    HttpResponse<InputStream> another = listen(announced(OTHER));
    assertEquals(200, another.statusCode());
    close(first);
    eventually(
        "there is room again",
        () -> {
          service.toggle("new_feature");
          HttpResponse<InputStream> again = listen(uri);
          close(again);
          return again.statusCode() == 200;
        });
    close(second);
    close(another);
  }

  @Test
  void behindAProxyNobodyIsCountedByItsAddress() throws IOException {
    Map<String, Object> settings =
        Map.of(
            "aviary.ofrep.streams.each", "1",
            "aviary.ofrep.streams.origin", "https://flags.example");
    try (var proxied = FlagService.on(redis, settings)) {
      HttpResponse<InputStream> first = listen(proxied, StreamController.PATH);
      HttpResponse<InputStream> second = listen(proxied, StreamController.PATH);
      assertTrue(tellsOfFlags(first));
      assertTrue(tellsOfFlags(second));
      close(first);
      close(second);
    }
  }

  @Test
  void whatOneServiceAnsweredAndAnnouncedHoldsAtAnother() throws IOException {
    service.put("/flags/new_feature", "{\"on\": true}");
    try (var another = FlagService.on(redis, SETTINGS)) {
      HttpResponse<String> had = all(service).apply(Ofrep.post(service, Ofrep.FLAGS, "{}"));
      var again = Ofrep.post(another, Ofrep.FLAGS, "{}").header("If-None-Match", Ofrep.tag(had));
      eventually("the same tag", () -> all(another).apply(again.copy()).statusCode() == 304);
      HttpResponse<InputStream> stream = listen(another, announced(READER));
      assertEquals(200, stream.statusCode());
      assertTrue(tellsOfFlags(stream));
      service.toggle("new_feature");
      assertTrue(tellsOfFlags(stream));
      close(stream);
    }
  }

  private static Function<HttpRequest.Builder, HttpResponse<String>> all(FlagService at) {
    return request -> at.send(request.header("X-API-Key", READER));
  }

  /** Not closed: there may be more to read. */
  private static boolean tellsOfFlags(HttpResponse<InputStream> stream) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.startsWith("data:")) {
      line = lines.readLine();
    }
    return line != null;
  }

  @Test
  void theAdminIsToldNoUrlAndNobodyListensUnderTheHashOfAToken() {
    HttpResponse<String> admin =
        service.send(Ofrep.post(service, Ofrep.FLAGS, "{}").header("X-API-Key", FlagService.TOKEN));
    assertTrue(admin.body().contains("\"eventStreams\":[]"), admin.body());
    String hash = new CallerToken(READER).hash();
    assertFalse(announced(READER).contains(hash));
    HttpResponse<InputStream> guessed = listen("/ofrep/v1/events?client=" + hash);
    assertEquals(401, guessed.statusCode());
    close(guessed);
  }

  private static void close(HttpResponse<InputStream> stream) {
    try {
      stream.body().close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String announced(String token) {
    var request = Ofrep.post(service, Ofrep.FLAGS, "{}").header("X-API-Key", token);
    Matcher uri = URI.matcher(service.send(request).body());
    assertTrue(uri.find());
    return uri.group(1);
  }

  private HttpResponse<InputStream> listen(String uri) {
    return listen(service, uri);
  }

  private HttpResponse<InputStream> listen(FlagService at, String uri) {
    try {
      return http.send(at.request(uri).build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

package dev.aviary.contract.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stand-in that takes the versions that one engine takes, and refuses others in its words. */
final class EngineVersionsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern PATH = Pattern.compile("/v1[.]([0-9]+)(/.*)");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer engine;
  private volatile int oldest;
  private volatile int newest;

  @BeforeEach
  void listen() throws IOException {
    engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    engine.createContext("/", this::answer);
    engine.start();
  }

  @AfterEach
  void close() {
    engine.stop(0);
  }

  @ParameterizedTest(name = "an engine that takes 1.{0} to 1.{1} is asked in 1.{2}")
  @CsvSource({"12, 41, 41", "24, 49, 41", "44, 52, 44", "40, 54, 41", "12, 39, 39"})
  void everyEngineIsAskedInAVersionThatItTakes(int from, int to, int expected) throws IOException {
    oldest = from;
    newest = to;
    try (var calls = EngineClients.forCalls(host(), PATIENCE, 2);
        var requests = EngineClients.forRequests(host(), PATIENCE, 2)) {
      calls.pingCmd().exec();
      calls.pingCmd().exec();
      requests.execute(EngineClientsIT.get("/containers/x/stats?stream=false")).close();
    }
    assertEquals(
        List.of(
            "/version",
            "/v1." + expected + "/_ping",
            "/v1." + expected + "/_ping",
            "/version",
            "/v1." + expected + "/containers/x/stats"),
        asked);
  }

  @Test
  void anEngineThatIsUpgradedUnderARunningServiceIsAskedAnew() throws IOException {
    oldest = 12;
    newest = 41;
    try (var calls = EngineClients.forCalls(host(), PATIENCE, 2)) {
      calls.pingCmd().exec();
      oldest = 44;
      newest = 52;
      calls.pingCmd().exec();
      calls.pingCmd().exec();
    }
    assertEquals(
        List.of(
            "/version", "/v1.41/_ping", "/v1.41/_ping", "/version", "/v1.44/_ping", "/v1.44/_ping"),
        asked);
  }

  private String host() {
    return "tcp://127.0.0.1:" + engine.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    Matcher versioned = PATH.matcher(path);
    if (path.equals("/version")) {
      say(
          exchange,
          200,
          "{\"ApiVersion\":\"1.%d\",\"MinAPIVersion\":\"1.%d\"}".formatted(newest, oldest));
    } else if (!versioned.matches()) {
      say(exchange, 400, "{\"message\":\"the test wants a version\"}");
    } else if (Integer.parseInt(versioned.group(1)) < oldest) {
      say(
          exchange,
          400,
          "{\"message\":\"client version 1.%s is too old. Minimum supported API version is 1.%d, please upgrade your client to a newer version\"}"
              .formatted(versioned.group(1), oldest));
    } else if (Integer.parseInt(versioned.group(1)) > newest) {
      say(
          exchange,
          400,
          "{\"message\":\"client version 1.%s is too new. Maximum supported API version is 1.%d\"}"
              .formatted(versioned.group(1), newest));
    } else {
      say(exchange, 200, "OK");
    }
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

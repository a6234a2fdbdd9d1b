package dev.aviary.flag.gateway;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An address of this machine that is not loopback stands in for the app network's gateway. */
final class GatewayIT {
  private static final HttpClient APPS = HttpClient.newHttpClient();
  private static RealRedis redis;
  private static FlagService service;
  private static String base;

  @BeforeAll
  static void listens() throws SocketException {
    redis = RealRedis.start();
    service = FlagService.on(redis);
    String address = address();
    base = "http://%s:%d".formatted(address, service.request("/").build().uri().getPort());
    service.put("/flags/one", "{\"on\": true}");
    service.redis().set(Keys.GATEWAY, address);
    eventually("it listens for apps", GatewayIT::listening);
  }

  @AfterAll
  static void stop() {
    service.close();
    redis.close();
  }

  @Test
  void appsEvaluateFlagsThere() throws Exception {
    HttpResponse<String> answer = send("POST", "/ofrep/v1/evaluate/flags/one", "{}");
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("\"value\":true"), answer.body());
    assertEquals(200, send("POST", "/ofrep/v1/evaluate/flags", "{}").statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /flags", "GET, /flags/one", "PUT, /flags/one", "POST, /flags/one/toggle",
    "DELETE, /flags/one", "GET, /flags.json", "PUT, /flags.json", "GET, /health",
    "GET, /prometheus", "GET, /", "GET, //flags", "GET, /ofrep/v1/../../flags",
    "GET, /%66lags", "GET, /ofrep/v1/evaluate/flags/..%2f..%2f..%2f..%2fflags"
  })
  void nothingElseIsThereEvenWithTheAdminToken(String method, String path) throws Exception {
    HttpResponse<String> answer = send(method, path, "{\"on\": false}");
    assertTrue(answer.statusCode() == 404 || answer.statusCode() == 405, answer.toString());
    assertEquals("true", service.redis().get("one"));
  }

  private static boolean listening() {
    try {
      return send("POST", "/ofrep/v1/evaluate/flags", "{}").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return APPS.send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + FlagService.TOKEN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String address() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElseThrow(() -> new AssertionError("this machine has no address beside loopback"));
  }
}

package dev.aviary.flag.gateway;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As in a swarm: addresses that the service has of its own, which Redis does not name. */
final class OwnAddressesIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static RealRedis redis;

  @BeforeAll
  static void start() {
    redis = RealRedis.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void whatChangesFlagsIsThereAtTheAddressOfTheServiceItself() throws Exception {
    String address = address();
    try (EmbeddedServer service =
        FlagService.server(redis, Map.of("micronaut.server.host", address))) {
      assertEquals(200, get(address, service.getPort(), "/flags"));
    }
  }

  @Test
  void appsEvaluateFlagsAtTheAddressThatTheSettingsNameAndFindNothingElseThere() throws Exception {
    String address = address();
    try (EmbeddedServer service =
        FlagService.server(redis, Map.of("aviary.gateway.address", address))) {
      eventually("it listens for apps", () -> answers(address, service.getPort()));
      assertEquals(404, get(address, service.getPort(), "/flags"));
      assertEquals(200, get("127.0.0.1", service.getPort(), "/flags"));
    }
  }

  private static boolean answers(String host, int port) {
    try {
      var all =
          HttpRequest.newBuilder(uri(host, port, "/ofrep/v1/evaluate/flags"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{}"))
              .build();
      return CLIENT.send(all, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int get(String host, int port, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(host, port, path))
            .header("Authorization", "Bearer " + FlagService.TOKEN)
            .build();
    return CLIENT.send(request, BodyHandlers.ofString()).statusCode();
  }

  private static URI uri(String host, int port, String path) {
    return URI.create("http://" + host + ":" + port + path);
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

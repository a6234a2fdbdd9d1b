package dev.aviary.flag.gateway;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loopback's second address stands in for the app network's gateway. */
final class GatewayRefusedIT {
  private static final String ADDRESS = "127.0.0.2";

  private final RealRedis redis = RealRedis.start();
  private final FlagService service = FlagService.on(redis);

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  @Test
  void anAddressThatIsTakenIsToldInHealthAndTriedAgain() throws Exception {
    int port = service.request("/").build().uri().getPort();
    try (var other = new ServerSocket()) {
      other.bind(new InetSocketAddress(ADDRESS, port));
      service.redis().set(Keys.GATEWAY, ADDRESS);
      eventually("it is told", () -> service.get("/health").statusCode() == 503);
      HttpResponse<String> health = service.get("/health");
      assertTrue(
          health.body().contains("\"gateway\":{\"name\":\"flag-service\",\"status\":\"DOWN\""),
          health.body());
      assertTrue(health.body().contains("Address already in use"), health.body());
      assertEquals(200, service.get("/health/liveness").statusCode());
    }
    eventually("it listens", () -> service.get("/health").statusCode() == 200);
    assertTrue(service.get("/health").body().contains(ADDRESS));
  }

  @Test
  void anAddressThatIsNotOfThisMachineIsTold() {
    service.redis().set(Keys.GATEWAY, "203.0.113.7");
    eventually("it is told", () -> service.get("/health").body().contains("203.0.113.7"));
    assertEquals(503, service.get("/health").statusCode());
  }
}

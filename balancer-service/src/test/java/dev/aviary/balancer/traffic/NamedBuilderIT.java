package dev.aviary.balancer.traffic;

import static dev.aviary.contract.testing.Eventually.eventually;

import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.testing.RealRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The port that CI calls, where the builder is known by a name, as in a swarm. */
final class NamedBuilderIT extends TrafficCase {
  private final int port = RealRedis.freePort();
  private final int builderPort = RealRedis.freePort();

  @Override
  Map<String, ?> settings() {
    return Map.of(
        "aviary.trigger.host",
        "127.0.0.1",
        "aviary.trigger.port",
        port,
        "aviary.trigger.backend-host",
        "localhost",
        "aviary.trigger.backend-port",
        builderPort,
        "aviary.trigger.burst",
        10_000);
  }

  @Test
  void aCallReachesTheBuilderAtTheAddressOfItsName() throws Exception {
    opened(TestBackend.startAt(builderPort, TestBackend.saying("queued")));
    eventually("reached", () -> answer().equals("queued"));
  }

  private String answer() {
    try (RawClient client = RawClient.from("127.0.6.1", port)) {
      return client.get("/build").read().body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

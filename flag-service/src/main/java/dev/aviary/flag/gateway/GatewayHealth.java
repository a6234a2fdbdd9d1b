package dev.aviary.flag.gateway;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Down while deployed apps cannot reach this service though their network is named. */
@Singleton
@Readiness
final class GatewayHealth implements HealthIndicator {
  private final GatewayServer server;

  GatewayHealth(GatewayServer server) {
    this.server = server;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Publishers.just(
        switch (server.state()) {
          case GatewayState.Unnamed _ ->
              result(HealthStatus.UP, Map.of("listens", "no app network is named yet"));
          case GatewayState.Listening(String address) ->
              result(HealthStatus.UP, Map.of("listens", address));
          case GatewayState.Unbound refused ->
              result(
                  HealthStatus.DOWN,
                  Map.of(
                      "address", refused.address(),
                      "reason", refused.reason(),
                      "since", refused.since().toString(),
                      "hint",
                          "deployed apps get no flags; stop the program that holds the port there"));
        });
  }

  private static HealthResult result(HealthStatus status, Map<String, String> details) {
    return HealthResult.builder("gateway", status).details(details).build();
  }
}

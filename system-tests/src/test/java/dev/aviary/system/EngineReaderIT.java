package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.StackHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The monitor's way to the Docker engine: for reading only. */
@ExtendWith(StackExtension.class)
final class EngineReaderIT {
  private final StackHost host;

  EngineReaderIT(OwnStack own) {
    this.host = own.stack().host();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /_ping, 200",
    "GET, /v1.41/containers/json, 200",
    "GET, /containers/<id>/json, 200",
    "GET, /containers/<id>/stats?stream=false, 200",
    "GET, /events?since=1&until=2, 200",
    "GET, /v1.41/containers/<id>/logs?stdout=true&stderr=true&timestamps=true&tail=5000&since=1, 200",
    "GET, /containers/<id>/logs?stdout=1&tail=10, 200",
    "GET, /containers/<id>/logs?stdout=1, 403",
    "GET, /containers/<id>/logs?stdout=1&tail=all, 403",
    "GET, /containers/<id>/logs?stdout=1&tail=10000, 403",
    "GET, /containers/<id>/logs?stdout=1&tail=10&follow=1, 403",
    "GET, /containers/<id>/logs?stdout=1&tail=10&%66ollow=1, 403",
    "GET, /containers/<id>/logs?stdout=1&tail=10&tail=all, 403",
    "GET, /containers/<id>/logs?stdout=1&TAIL=10, 403",
    "POST, /containers/<id>/logs?stdout=1&tail=10, 403",
    "POST, /containers/<id>/stop, 403",
    "POST, /containers/<id>/exec, 403",
    "POST, /containers/create, 403",
    "POST, /v1.41/containers/<id>/kill, 403",
    "DELETE, /containers/<id>?force=true, 403",
    "PUT, /containers/<id>/archive?path=/, 403",
    "HEAD, /_ping, 403",
    "GET, /containers/<id>/archive?path=/etc/passwd, 403",
    "GET, /containers/<id>/export, 403",
    "GET, /images/json, 403",
    "GET, //containers/json, 403",
    "GET, /containers/../images/json, 403",
    "GET, /containers/%2e%2e/images/json, 403",
    "GET, /secrets, 403"
  })
  void readsThatTheMonitorNeedsPassAndNothingElseDoes(String method, String path, int status) {
    assertEquals(
        status, host.engineReader(method, path.replace("<id>", host.containerOf("balancer"))));
  }

  @Test
  void statisticsStream() {
    String three =
        host.engineReaderLines("/containers/" + host.containerOf("balancer") + "/stats", 3);
    assertEquals(3, three.lines().count(), three);
    assertTrue(three.lines().allMatch(line -> line.contains("cpu_stats")), three);
  }

  @Test
  void theMonitorHasNoSocketOfTheEngine() {
    String monitor = host.inspected("monitor");
    assertFalse(monitor.contains("docker.sock"), monitor);
    assertTrue(monitor.contains("/run/engine/reader.sock"), monitor);
  }
}

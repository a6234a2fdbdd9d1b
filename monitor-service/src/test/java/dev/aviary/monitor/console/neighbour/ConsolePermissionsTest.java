package dev.aviary.monitor.console.neighbour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.monitor.console.access.Role;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each role may call. */
final class ConsolePermissionsTest {
  @ParameterizedTest(name = "{1} {2} of {0}: {3}")
  @CsvSource({
    "builder, GET, /apps, VIEWER",
    "builder, GET, /openapi.json, VIEWER",
    "flags, GET, /openapi.json, VIEWER",
    "builder, GET, /apps/bird/slots/canary/logs, VIEWER",
    "builder, GET, /deployments/bird-17/log, VIEWER",
    "builder, POST, /apps/bird/promote, OPERATOR",
    "builder, POST, /apps/bird/canary/skip, OPERATOR",
    "builder, POST, /deployments/bird-17/cancel, OPERATOR",
    "builder, PUT, /apps/bird, OWNER",
    "builder, DELETE, /apps/bird, OWNER",
    "balancer, GET, /apps/bird/certificate, VIEWER",
    "balancer, PUT, /apps/bird/split, OPERATOR",
    "balancer, DELETE, /apps/bird/maintenance, OPERATOR",
    "flags, POST, /flags/new.nest_2/explain, VIEWER",
    "flags, PATCH, /flags/new-nest, OPERATOR",
    "flags, POST, /flags/new-nest/rollback/12, OPERATOR",
    "flags, DELETE, /flags/new-nest, OWNER",
    "monitor, GET, /canaries/bird-17, VIEWER",
    "monitor, POST, /canaries/bird-17/judge, VIEWER",
  })
  void aRoleIsNamedForEachCall(String to, String method, String path, Role role) {
    assertEquals(role, ConsolePermissions.find(to, method, path).orElseThrow().role());
  }

  @ParameterizedTest(name = "{1} {2} of {0}")
  @CsvSource({
    "builder, POST, /apps/bird/slots/canary/exec",
    "builder, GET, /apps/bird/secrets",
    "builder, PUT, /apps/bird/secrets/KEY",
    "builder, GET, /apps/bird/build-token",
    "builder, GET, /apps/bird/webhook",
    "builder, GET, /apps/bird/registry",
    "builder, DELETE, /apps/bird/deploy-key",
    "builder, GET, /prometheus",
    "flags, GET, /openapi-json",
    "balancer, DELETE, /balancers/b-1",
    "balancer, PUT, /apps/bird/certificate",
    "balancer, POST, /apps/bird/withdrawals",
    "flags, PUT, /flags",
    "flags, DELETE, /flags",
    "monitor, POST, /listeners/a/test",
    "builder, PUT, /apps",
    "builder, HEAD, /apps",
    "builder, GET, apps",
    "builder, GET, /apps/",
    "builder, GET, /apps/.",
    "builder, GET, /apps/..",
    "builder, GET, /apps/a/b",
    "builder, GET, /apps/%2e%2e",
    "builder, GET, '/apps/bird;x'",
    "builder, GET, '/apps/bird\nx'",
    "Builder, GET, /apps",
    "'', GET, /apps",
  })
  void whatIsNotNamedIsNotCalled(String to, String method, String path) {
    assertTrue(ConsolePermissions.find(to, method, path).isEmpty());
  }

  @Test
  void noCallIsNamedTwice() {
    var seen = new HashSet<String>();
    for (ConsolePermission call : ConsolePermissions.CALLS) {
      assertTrue(seen.add(call.to() + call.method() + call.pattern()), call.toString());
    }
  }

  @Test
  void nothingIsChangedByAViewerButWhatOnlyAnswers() {
    for (ConsolePermission call : ConsolePermissions.CALLS) {
      boolean reads =
          call.method().equals("GET")
              || call.pattern().endsWith("/explain")
              || call.pattern().endsWith("/judge");
      assertEquals(reads, call.role() == Role.VIEWER, call.toString());
    }
  }
}

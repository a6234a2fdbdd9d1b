package dev.aviary.monitor.console.neighbour;

import static dev.aviary.monitor.console.access.Role.OPERATOR;
import static dev.aviary.monitor.console.access.Role.OWNER;
import static dev.aviary.monitor.console.access.Role.VIEWER;
import static dev.aviary.monitor.console.neighbour.ConsolePermission.Callee.BALANCER;
import static dev.aviary.monitor.console.neighbour.ConsolePermission.Callee.BUILDER;
import static dev.aviary.monitor.console.neighbour.ConsolePermission.Callee.FLAGS;
import static dev.aviary.monitor.console.neighbour.ConsolePermission.Callee.MONITOR;

import dev.aviary.monitor.console.access.Role;
import dev.aviary.monitor.console.neighbour.ConsolePermission.Callee;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What each role may call. What is not here is not passed on, whatever the role: commands in
 * containers, secrets, build tokens, deploy keys, credentials of registries, webhooks.
 */
final class ConsolePermissions {
  /** Where a service describes its HTTP API. */
  static final String DESCRIPTION = "/openapi.json";

  static final List<ConsolePermission> CALLS =
      List.of(
          get(BUILDER, DESCRIPTION),
          get(BUILDER, "/apps"),
          get(BUILDER, "/apps/{app}"),
          get(BUILDER, "/apps/{app}/slots/{slot}/logs"),
          get(BUILDER, "/deployments"),
          get(BUILDER, "/deployments/{id}"),
          get(BUILDER, "/deployments/{id}/output"),
          get(BUILDER, "/deployments/{id}/log"),
          get(BUILDER, "/events"),
          call(BUILDER, "POST", "/deployments", OPERATOR),
          call(BUILDER, "POST", "/deployments/{id}/cancel", OPERATOR),
          call(BUILDER, "POST", "/apps/{app}/promote", OPERATOR),
          call(BUILDER, "POST", "/apps/{app}/rollback", OPERATOR),
          call(BUILDER, "POST", "/apps/{app}/withdraw", OPERATOR),
          call(BUILDER, "POST", "/apps/{app}/redeploy", OPERATOR),
          call(BUILDER, "POST", "/apps/{app}/canary/pause", OPERATOR),
          call(BUILDER, "POST", "/apps/{app}/canary/resume", OPERATOR),
          call(BUILDER, "POST", "/apps/{app}/canary/skip", OPERATOR),
          call(BUILDER, "POST", "/apps/{app}/canary/stop", OPERATOR),
          call(BUILDER, "POST", "/apps/{app}/slots/{slot}/restart", OPERATOR),
          call(BUILDER, "PUT", "/apps/{app}", OWNER),
          call(BUILDER, "DELETE", "/apps/{app}", OWNER),
          get(BALANCER, DESCRIPTION),
          get(BALANCER, "/routes"),
          get(BALANCER, "/apps/{app}/traffic"),
          get(BALANCER, "/apps/{app}/split"),
          get(BALANCER, "/apps/{app}/maintenance"),
          get(BALANCER, "/apps/{app}/pause"),
          get(BALANCER, "/apps/{app}/certificate"),
          call(BALANCER, "PUT", "/apps/{app}/split", OPERATOR),
          call(BALANCER, "PUT", "/apps/{app}/maintenance", OPERATOR),
          call(BALANCER, "DELETE", "/apps/{app}/maintenance", OPERATOR),
          call(BALANCER, "PUT", "/apps/{app}/pause", OPERATOR),
          call(BALANCER, "DELETE", "/apps/{app}/pause", OPERATOR),
          get(FLAGS, DESCRIPTION),
          get(FLAGS, "/flags"),
          get(FLAGS, "/flags/{key}"),
          get(FLAGS, "/flags/{key}/history"),
          call(FLAGS, "POST", "/flags/{key}/explain", VIEWER),
          call(FLAGS, "PUT", "/flags/{key}", OPERATOR),
          call(FLAGS, "PATCH", "/flags/{key}", OPERATOR),
          call(FLAGS, "DELETE", "/flags/{key}", OWNER),
          call(FLAGS, "POST", "/flags/{key}/toggle", OPERATOR),
          call(FLAGS, "POST", "/flags/{key}/rollback/{revision}", OPERATOR),
          call(FLAGS, "POST", "/flags/{key}/kill", OPERATOR),
          call(FLAGS, "DELETE", "/flags/{key}/kill", OPERATOR),
          get(MONITOR, DESCRIPTION),
          get(MONITOR, "/stats"),
          get(MONITOR, "/alerts"),
          get(MONITOR, "/canaries"),
          get(MONITOR, "/canaries/{deployment}"),
          call(MONITOR, "POST", "/canaries/{deployment}/judge", VIEWER));

  private static final List<Row> ROWS =
      CALLS.stream().map(call -> new Row(call, call.paths())).toList();

  private ConsolePermissions() {}

  private record Row(ConsolePermission call, Pattern paths) {}

  /**
   * The row that permits a call.
   *
   * @param to the name of the service
   * @param path as it came, without its query
   */
  static Optional<ConsolePermission> find(String to, String method, String path) {
    return ROWS.stream()
        .filter(row -> row.call().to().id().equals(to))
        .filter(row -> row.call().method().equals(method))
        .filter(row -> row.paths().matcher(path).matches())
        .map(Row::call)
        .findFirst();
  }

  private static ConsolePermission get(Callee to, String pattern) {
    return call(to, "GET", pattern, VIEWER);
  }

  private static ConsolePermission call(Callee to, String method, String pattern, Role role) {
    return new ConsolePermission(to, method, pattern, role);
  }
}

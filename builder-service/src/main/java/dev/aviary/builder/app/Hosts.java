package dev.aviary.builder.app;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which app answers which address: the balancer tells apps apart by host and path alone. */
@Singleton
final class Hosts {
  private final SpecStore specs;

  Hosts(SpecStore specs) {
    this.specs = specs;
  }

  /**
   * @throws ProblemException 409 when a request would be of two apps
   */
  void check(AppSpec wished) {
    for (AppSpec other : specs.all()) {
      if (!other.name().equals(wished.name())) {
        check(wished, other);
      }
    }
  }

  private static void check(AppSpec wished, AppSpec other) {
    for (String host : wished.claimedHosts()) {
      if (other.visitors().redirects().contains(host)
          || (wished.visitors().redirects().contains(host) && other.hosts().contains(host))) {
        throw ProblemException.conflict(
            "the host %s is that of %s, and a host that redirects has no other app; give another,"
                    .formatted(host, other.name())
                + " or change that app first");
      }
    }
    String path = commonPath(wished.visitors().paths(), other.visitors().paths());
    if (path == null) {
      return;
    }
    if (wished.hosts().isEmpty() && other.hosts().isEmpty()) {
      throw ProblemException.conflict(
          path.isEmpty()
              ? "%s has no hosts and takes every one that no other app claims; give %s hosts of its own"
                  .formatted(other.name(), wished.name())
              : "%s has no hosts, as %s, and the same path %s; give another path, or hosts"
                  .formatted(other.name(), wished.name(), path));
    }
    for (String host : wished.hosts()) {
      if (other.hosts().contains(host)) {
        throw ProblemException.conflict(
            "the host %s is that of %s; give another, or change that app first"
                .formatted(host + path, other.name()));
      }
    }
  }

  /** A prefix that both claim; empty for all of a host; null when there is none. */
  private static @Nullable String commonPath(List<String> wished, List<String> others) {
    if (wished.isEmpty() && others.isEmpty()) {
      return "";
    }
    return wished.stream().filter(others::contains).findFirst().orElse(null);
  }
}

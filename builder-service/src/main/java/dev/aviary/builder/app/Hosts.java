package dev.aviary.builder.app;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;

/** Which app answers which host: the balancer tells apps apart by nothing else. */
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
    List<AppSpec> others =
        specs.all().stream().filter(other -> !other.name().equals(wished.name())).toList();
    for (AppSpec other : others) {
      if (wished.hosts().isEmpty() && other.hosts().isEmpty()) {
        throw ProblemException.conflict(
            "%s has no hosts and takes every one that no other app claims; give %s hosts of its own"
                .formatted(other.name(), wished.name()));
      }
      for (String host : wished.hosts()) {
        if (other.hosts().contains(host)) {
          throw ProblemException.conflict(
              "the host %s is that of %s; give another, or change that app first"
                  .formatted(host, other.name()));
        }
      }
    }
  }
}

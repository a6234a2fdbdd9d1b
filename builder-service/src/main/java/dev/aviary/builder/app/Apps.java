package dev.aviary.builder.app;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The apps of the instance. */
@Singleton
final class Apps {
  private final SpecStore specs;
  private final ReentrantLock registering = new ReentrantLock();

  Apps(SpecStore specs) {
    this.specs = specs;
  }

  List<AppSpec> all() {
    return specs.all();
  }

  /**
   * @throws ProblemException 404
   */
  AppSpec get(String app) {
    return specs
        .find(Check.app(app))
        .orElseThrow(() ->
            ProblemException.notFound(
                "there is no app named " + app + "; register it with PUT /apps/" + app));
  }

  /**
   * Registers an app or changes its settings; containers get them with the next deployment.
   *
   * @throws IllegalArgumentException when a value is refused
   */
  AppSpec put(String app, AppSettings settings) {
    registering.lock();
    try {
      Optional<AppSpec> before = specs.find(Check.app(app));
      AppSpec spec = settings.spec(app, before.map(AppSpec::index).orElseGet(this::freeIndex));
      specs.save(spec);
      return spec;
    } finally {
      registering.unlock();
    }
  }

  private int freeIndex() {
    Set<Integer> used = specs.all().stream().map(AppSpec::index).collect(Collectors.toSet());
    return IntStream.iterate(0, n -> n + 1)
        .filter(n -> !used.contains(n))
        .findFirst()
        .orElseThrow();
  }
}

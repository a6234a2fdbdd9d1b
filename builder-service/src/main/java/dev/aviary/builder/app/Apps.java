package dev.aviary.builder.app;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.Engine;
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
import java.util.stream.Stream;

/** The apps of the instance. */
@Singleton
final class Apps {
  private final SpecStore specs;
  private final Engine engine;
  private final ReentrantLock registering = new ReentrantLock();

  Apps(SpecStore specs, Engine engine) {
    this.specs = specs;
    this.engine = engine;
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
      AppSpec spec = settings.spec(app, before.map(AppSpec::index).orElseGet(() -> index(app)));
      specs.save(spec);
      return spec;
    } finally {
      registering.unlock();
    }
  }

  /** Data that was lost gives no place away: the containers still say which they had. */
  private int index(String app) {
    List<AppSpec> known =
        Stream.concat(specs.all().stream(), engine.containers().stream().map(AppContainer::spec))
            .toList();
    Set<Integer> used = known.stream().map(AppSpec::index).collect(Collectors.toSet());
    return known.stream()
        .filter(spec -> spec.name().equals(app))
        .map(AppSpec::index)
        .findFirst()
        .orElseGet(() ->
            IntStream.iterate(0, n -> n + 1)
                .filter(n -> !used.contains(n))
                .findFirst()
                .orElseThrow());
  }
}

package dev.aviary.builder.app;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.Engine;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Credentials;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
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
  private final Hosts hosts;
  private final Engine engine;
  private final RolloutStore rollouts;
  private final ReentrantLock registering = new ReentrantLock();

  Apps(SpecStore specs, Hosts hosts, Engine engine, RolloutStore rollouts) {
    this.specs = specs;
    this.hosts = hosts;
    this.engine = engine;
    this.rollouts = rollouts;
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
   * @throws ProblemException 409 when the balancer could not tell it from another app, or when it
   *     is being removed
   */
  AppSpec put(String app, AppSettings settings) {
    registering.lock();
    try {
      Optional<AppSpec> before = readable(Check.app(app));
      if (before.isPresent() && goes(app)) {
        throw ProblemException.conflict(
            "%s is being removed; register it again once GET /apps/%s answers 404"
                .formatted(app, app));
      }
      int index = before.map(AppSpec::index).orElseGet(() -> index(app));
      AppSpec spec = usable(settings.spec(app, index), before);
      hosts.check(spec);
      specs.save(spec);
      return spec;
    } finally {
      registering.unlock();
    }
  }

  /** Whether its removal has begun, after which its settings are deleted. */
  private boolean goes(String app) {
    try {
      return rollouts
          .find(app)
          .filter(held -> held.rollout() instanceof Rollout.Removing)
          .isPresent();
    } catch (DamagedException e) {
      return false;
    }
  }

  /** Settings that cannot be read are mended by giving them again. */
  private Optional<AppSpec> readable(String app) {
    try {
      return specs.find(app);
    } catch (DamagedException e) {
      return Optional.empty();
    }
  }

  /** Who reads settings, changes one and puts them back has never seen the credentials. */
  private static AppSpec usable(AppSpec wished, Optional<AppSpec> before) {
    if (!Credentials.areHidden(wished.repository())) {
      return wished;
    }
    return before
        .map(AppSpec::repository)
        .filter(known -> !Credentials.areHidden(known))
        .filter(known -> Credentials.hidden(known).equals(wished.repository()))
        .map(wished::withRepository)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "repository: %s stands for credentials that are not known; give the whole address"
                    .formatted(Credentials.HIDDEN)));
  }

  /** Data that was lost gives no place away: the containers still say which they had. */
  private int index(String app) {
    List<String> damaged =
        specs.names().stream()
            .filter(name -> !name.equals(app) && readable(name).isEmpty())
            .toList();
    if (!damaged.isEmpty()) {
      throw ProblemException.conflict(
          "the settings of %s cannot be read, so the places that are free are not known; give them again first: PUT /apps/%s"
              .formatted(String.join(", ", damaged), damaged.getFirst()));
    }
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

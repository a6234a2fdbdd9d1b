package dev.aviary.builder.app;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.builder.source.RepositoryCheck;
import dev.aviary.builder.source.RepositoryCheck.Checked;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Credentials;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The apps of the instance. */
@Singleton
final class Apps {
  private final SpecStore specs;
  private final Writes writes;
  private final Hosts hosts;
  private final Engine engine;
  private final RolloutStore rollouts;
  private final RepositoryCheck repositories;
  private final ReentrantLock registering = new ReentrantLock();

  Apps(
      SpecStore specs,
      Writes writes,
      Hosts hosts,
      Engine engine,
      RolloutStore rollouts,
      RepositoryCheck repositories) {
    this.specs = specs;
    this.writes = writes;
    this.hosts = hosts;
    this.engine = engine;
    this.rollouts = rollouts;
    this.repositories = repositories;
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
   * @param check whether its repository is asked first
   * @throws BadValueException when a value is refused
   * @throws ProblemException 409 when the balancer could not tell it from another app, or when it
   *     is being removed; 422 when its repository does not answer; 503 while Docker is away and the
   *     app has no place yet
   */
  Checked put(String app, AppSettings settings, boolean check) {
    Check.app(app);
    // What can be refused without the repository is refused at once.
    AppSpec wished = registration(app, settings).spec();
    Checked checked = checked(wished, settings, check);
    AppSettings known = settings.withStableBranch(checked.spec().stableBranch());
    registering.lock();
    try {
      while (true) {
        Registration registration = registration(app, known);
        if (registration.write().replicated().run().written()) {
          return new Checked(registration.spec(), checked.notes());
        }
      }
    } finally {
      registering.unlock();
    }
  }

  private Checked checked(AppSpec wished, AppSettings settings, boolean check) {
    if (!wished.hasRepository()) {
      return new Checked(wished, List.of());
    }
    boolean branchGiven = settings.stableBranch() != null;
    Optional<AppSpec> before = readable(() -> specs.find(wished.name()));
    return check
        ? repositories.check(wished, branchGiven, before)
        : new Checked(repositories.unasked(wished, branchGiven, before), List.of());
  }

  /** An app as it is to be registered, and the write that does it unless the app is removed now. */
  record Registration(AppSpec spec, AtomicWrite write) {}

  Registration registration(String app, AppSettings settings) {
    Optional<Held> rollout = readable(() -> rollouts.find(app));
    if (rollout.filter(held -> held.rollout() instanceof Rollout.Removing).isPresent()) {
      throw ProblemException.conflict(
          "%s is being removed; register it again once GET /apps/%s answers 404"
              .formatted(app, app));
    }
    Optional<AppSpec> before = readable(() -> specs.find(app));
    int index = before.map(AppSpec::index).orElseGet(() -> index(app));
    AppSpec spec = usable(settings.spec(app, index), before);
    hosts.check(spec);
    AtomicWrite write = specs.put(writes.begin(), spec);
    rollout.ifPresent(held -> rollouts.guard(write, app, held));
    return new Registration(spec, write);
  }

  /** What cannot be read is as good as missing: settings are mended by giving them again. */
  private static <T> Optional<T> readable(Supplier<Optional<T>> find) {
    try {
      return find.get();
    } catch (DamagedException e) {
      return Optional.empty();
    }
  }

  /** Credentials are never shown, so settings that are read and put back keep those on record. */
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
            new BadValueException(
                "repository: %s stands for credentials that are not known; give the whole address"
                    .formatted(Credentials.HIDDEN)));
  }

  /** Data that was lost gives no place away: the containers still say which they had. */
  private int index(String app) {
    List<String> withoutSettings =
        specs.names().stream()
            .filter(name -> !name.equals(app) && readable(() -> specs.find(name)).isEmpty())
            .toList();
    // One that was removed since its name was read is not damaged.
    List<String> damaged = specs.names().stream().filter(withoutSettings::contains).toList();
    if (!damaged.isEmpty()) {
      throw ProblemException.conflict(
          "the settings of %s cannot be read, so the places that are free are not known; give them again first: PUT /apps/%s"
              .formatted(String.join(", ", damaged), damaged.getFirst()));
    }
    List<AppSpec> known =
        Stream.concat(specs.all().stream(), containers().stream().map(AppContainer::spec)).toList();
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

  private List<AppContainer> containers() {
    try {
      return engine.containers();
    } catch (RuntimeException e) {
      if (!EngineFaults.away(e)) {
        throw e;
      }
      throw new ProblemException(
          HttpStatus.SERVICE_UNAVAILABLE,
          "Docker does not answer, and a new app must not take a place that containers have; try again when it is back: "
              + e.getMessage());
    }
  }
}

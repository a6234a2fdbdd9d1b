package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.AppContainers;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.caller.Caller;
import dev.aviary.contract.caller.CallerStore;
import io.lettuce.core.RedisException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the flag service which container has which token. What is told follows from the containers'
 * labels: it is told when it changed, when Redis has lost some of it, and every {@link #AGAIN}
 * because it expires.
 */
@Singleton
final class Callers {
  private static final Logger LOG = LoggerFactory.getLogger(Callers.class);
  private static final Duration AGAIN = Duration.ofHours(1);

  private final CallerStore store;
  private final LongSupplier nanos;
  private String toldGateway = "";
  private Set<String> told = Set.of();
  private long toldAt;

  @Inject
  Callers(CallerStore store) {
    this(store, System::nanoTime);
  }

  /**
   * @param nanos a clock that only runs forward, in nanoseconds
   */
  Callers(CallerStore store, LongSupplier nanos) {
    this.store = store;
    this.nanos = nanos;
  }

  /** The same for one beside the slots; it asks as the first slot of its track. */
  void introduce(SideContainer container) {
    String hash = container.caller();
    if (hash != null) {
      Track track = container.track();
      Slot slot = track == Track.CANARY ? Slot.CANARY : Slot.STABLE_1;
      store.save(hash, new Caller(container.app(), container.release(), track, slot));
    }
  }

  /** Before a container is started, so that its first question is understood. */
  void introduce(AppContainer container) {
    String hash = container.caller();
    if (hash != null) {
      var release = container.placement().release();
      var slot = container.slot();
      store.save(hash, new Caller(release.app(), release.id(), slot.track(), slot));
    }
  }

  /**
   * Introduces all of them, and forgets those that were here the last time and are gone. Where
   * nothing changed this is one command.
   *
   * @param gateway the host's address on the app network
   */
  void tell(String gateway, AppContainers containers) {
    try {
      Set<String> now =
          Stream.concat(
                  containers.slots().stream().map(AppContainer::caller),
                  containers.sides().stream().map(SideContainer::caller))
              .filter(Objects::nonNull)
              .collect(Collectors.toUnmodifiableSet());
      long at = nanos.getAsLong();
      if (gateway.equals(toldGateway)
          && now.equals(told)
          && at - toldAt < AGAIN.toNanos()
          && store.knows(now)) {
        return;
      }
      store.saveGateway(gateway);
      containers.slots().forEach(this::introduce);
      containers.sides().forEach(this::introduce);
      told.stream().filter(hash -> !now.contains(hash)).forEach(store::remove);
      toldGateway = gateway;
      told = now;
      toldAt = at;
    } catch (RedisException away) {
      LOG.atDebug().setCause(away).log("Could not write the callers to Redis");
    }
  }
}

package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.contract.caller.Caller;
import dev.aviary.contract.caller.CallerStore;
import io.lettuce.core.RedisException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
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
  void tell(String gateway, List<AppContainer> containers) {
    try {
      Set<String> now =
          containers.stream()
              .map(AppContainer::caller)
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
      containers.forEach(this::introduce);
      told.stream().filter(hash -> !now.contains(hash)).forEach(store::remove);
      toldGateway = gateway;
      told = now;
      toldAt = at;
    } catch (RedisException away) {
      LOG.atDebug().setCause(away).log("Could not tell who asks for flags");
    }
  }
}

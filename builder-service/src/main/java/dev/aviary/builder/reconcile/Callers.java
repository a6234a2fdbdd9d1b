package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.contract.caller.Caller;
import dev.aviary.contract.caller.CallerStore;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the flag service which container has which token. What is told follows from the containers'
 * labels, so it is told again and again: a Redis that lost it has it back a moment later.
 */
@Singleton
final class Callers {
  private static final Logger LOG = LoggerFactory.getLogger(Callers.class);

  private final CallerStore store;
  private Set<String> told = Set.of();

  Callers(CallerStore store) {
    this.store = store;
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
   * Introduces all of them, and forgets those that were here the last time and are gone.
   *
   * @param gateway the host's address on the app network
   */
  void tell(String gateway, List<AppContainer> containers) {
    try {
      store.saveGateway(gateway);
      containers.forEach(this::introduce);
      Set<String> now =
          containers.stream()
              .map(AppContainer::caller)
              .filter(Objects::nonNull)
              .collect(Collectors.toUnmodifiableSet());
      told.stream().filter(hash -> !now.contains(hash)).forEach(store::remove);
      told = now;
    } catch (RedisException away) {
      LOG.atDebug().setCause(away).log("Could not tell who asks for flags");
    }
  }
}

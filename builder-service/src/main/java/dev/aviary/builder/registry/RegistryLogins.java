package dev.aviary.builder.registry;

import dev.aviary.builder.secret.SealedException;
import dev.aviary.builder.secret.Sealing;
import dev.aviary.contract.app.SecretStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The login of each app at its registry, sealed like its secrets. */
@Singleton
final class RegistryLogins {
  private static final String API = "api";

  private final SecretStore store;
  private final Sealing sealing;
  private final Wire wire;
  private final Writes writes;
  private final EventLog events;
  private final InstantSource clock;

  RegistryLogins(
      SecretStore store,
      Sealing sealing,
      Wire wire,
      Writes writes,
      EventLog events,
      InstantSource clock) {
    this.store = store;
    this.sealing = sealing;
    this.wire = wire;
    this.writes = writes;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @throws SealedException when it was sealed with another key
   */
  Optional<RegistryLogin> of(String app) {
    return store
        .find(app, SecretStore.REGISTRY)
        .map(sealed -> sealing.open(app, "the registry's credentials", sealed))
        .map(json -> wire.read(json, RegistryLogin.class));
  }

  void put(String app, RegistryLogin login) {
    write(app, "registry-login-set", login.server(), sealing.seal(app, wire.write(login)));
  }

  void remove(String app) {
    write(app, "registry-login-removed", app, null);
  }

  private void write(String app, String what, String subject, @Nullable String sealed) {
    while (true) {
      String before = store.find(app, SecretStore.REGISTRY).orElse(null);
      if (before == null && sealed == null) {
        return;
      }
      var write = store.replace(writes.begin(), app, SecretStore.REGISTRY, before, sealed);
      var event = new Event(clock.instant(), API, what, app, subject, null);
      if (events.append(write, event).run().written()) {
        return;
      }
    }
  }
}

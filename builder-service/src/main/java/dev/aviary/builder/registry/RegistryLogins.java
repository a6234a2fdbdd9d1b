package dev.aviary.builder.registry;

import dev.aviary.builder.secret.SealedException;
import dev.aviary.builder.secret.SealedRecords;
import dev.aviary.builder.secret.Sealing;
import dev.aviary.builder.secret.SecretStore;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The login of each app at its registry, sealed like its secrets. */
@Singleton
final class RegistryLogins {
  private final SealedRecords records;
  private final Sealing sealing;
  private final Wire wire;

  RegistryLogins(SealedRecords records, Sealing sealing, Wire wire) {
    this.records = records;
    this.sealing = sealing;
    this.wire = wire;
  }

  /**
   * @throws SealedException when it was sealed with another key
   */
  Optional<RegistryLogin> of(String app) {
    return records
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
      String before = records.find(app, SecretStore.REGISTRY).orElse(null);
      if (before == null && sealed == null) {
        return;
      }
      if (records.replace(app, SecretStore.REGISTRY, before, sealed, what, subject)) {
        return;
      }
    }
  }
}

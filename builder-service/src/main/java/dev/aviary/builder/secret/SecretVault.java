package dev.aviary.builder.secret;

import dev.aviary.contract.app.Release;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.seal.SealedException;
import dev.aviary.contract.seal.Sealing;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of apps: as they are now, and as each release was deployed with. A release keeps a
 * copy of its own, so that a container of it that is replaced finds what the others have.
 */
@Singleton
public final class SecretVault implements AppSecrets {
  private static final String WHAT = "the secrets";

  private final SecretStore store;
  private final SealedRecords records;
  private final Sealing sealing;
  private final Wire wire;
  private final InstantSource clock;

  public SecretVault(
      SecretStore store, SealedRecords records, Sealing sealing, Wire wire, InstantSource clock) {
    this.store = store;
    this.records = records;
    this.sealing = sealing;
    this.wire = wire;
    this.clock = clock;
  }

  /**
   * What a release is deployed with.
   *
   * @param sealed null: the app has no secrets
   */
  public record Kept(List<String> names, @Nullable String sealed) {}

  @Override
  public List<String> names(String app) {
    return now(app).shared();
  }

  @Override
  public Optional<String> value(String app, String name) {
    return Optional.ofNullable(now(app).value(name));
  }

  /** The app's secrets as they are now. */
  SecretSet now(String app) {
    return opened(app, store.find(app, SecretStore.SECRETS).orElse(null));
  }

  /** The same value again changes nothing. */
  void put(String app, String name, String value) {
    Instant at = clock.instant();
    change(
        app,
        "secret-set",
        name,
        set ->
            value.equals(set.value(name)) ? set : set.with(name, new SecretSet.Secret(value, at)));
  }

  void remove(String app, String name) {
    change(app, "secret-removed", name, set -> set.without(name));
  }

  /** Also those that cannot be opened. Releases keep their own. */
  void clear(String app) {
    while (true) {
      String before = store.find(app, SecretStore.SECRETS).orElse(null);
      if (before == null || write(app, "secrets-removed", app, before, null)) {
        return;
      }
    }
  }

  private void change(String app, String what, String name, UnaryOperator<SecretSet> change) {
    while (true) {
      String before = store.find(app, SecretStore.SECRETS).orElse(null);
      SecretSet now = opened(app, before);
      SecretSet next = change.apply(now);
      if (next.equals(now)) {
        return;
      }
      String sealed = next.secrets().isEmpty() ? null : sealing.seal(app, wire.write(next));
      if (write(app, what, name, before, sealed)) {
        return;
      }
    }
  }

  private boolean write(
      String app, String what, String subject, @Nullable String before, @Nullable String after) {
    return records.replace(app, SecretStore.SECRETS, before, after, what, subject);
  }

  /** The app's secrets as they are now, for a release that is about to be deployed. */
  public Kept forRelease(String app) {
    String sealed = store.find(app, SecretStore.SECRETS).orElse(null);
    return new Kept(opened(app, sealed).shared(), sealed);
  }

  /** Keeps them with the release, as part of the step that deploys it. */
  public AtomicWrite keep(AtomicWrite write, Release release, Kept kept) {
    String sealed = kept.sealed();
    return sealed == null ? write : store.keep(write, release.app(), release.id(), sealed);
  }

  /**
   * The values that the containers of a release are given, by name. Those that went with Redis'
   * data are taken from what the app has now.
   *
   * @throws SealedException when one of them cannot be had
   */
  public Map<String, String> of(Release release) {
    if (release.secrets().isEmpty()) {
      return Map.of();
    }
    String app = release.app();
    Optional<String> kept = store.find(app, SecretStore.of(release.id()));
    SecretSet set = kept.isPresent() ? opened(app, kept.get()) : now(app);
    var values = new HashMap<String, String>();
    for (String name : release.secrets()) {
      String value = set.value(name);
      if (value == null) {
        throw new SealedException(
            "the secret %s of %s was lost with the data of Redis; give it again: PUT /apps/%s/secrets/%s"
                .formatted(name, app, app, name));
      }
      values.put(name, value);
    }
    return values;
  }

  /** The names of secrets that are not as the release was deployed with. */
  public List<String> changes(Release release) {
    String app = release.app();
    String now = store.find(app, SecretStore.SECRETS).orElse(null);
    String kept = store.find(app, SecretStore.of(release.id())).orElse(null);
    return now != null && now.equals(kept)
        ? List.of()
        : List.copyOf(opened(app, kept).differences(opened(app, now)));
  }

  private SecretSet opened(String app, @Nullable String sealed) {
    return sealed == null
        ? SecretSet.EMPTY
        : wire.read(sealing.open(app, WHAT, sealed), SecretSet.class);
  }
}

package dev.aviary.builder.secret;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sealed values of each app: one hash an app, whose values only the builder can open. The app's
 * secrets as they are now are one value, so that a release keeps a copy of all of them.
 */
@Singleton
public final class SecretStore {
  /** The app's secrets as they are now. */
  public static final String SECRETS = "secrets";

  /** What the app's images are pulled with. */
  public static final String REGISTRY = "registry";

  private static final String RELEASE = "release:";

  private final RedisLink redis;

  public SecretStore(RedisLink redis) {
    this.redis = redis;
  }

  /** The field that holds the secrets of a release. */
  public static String of(String release) {
    return RELEASE + release;
  }

  public Optional<String> find(String app, String field) {
    return Optional.ofNullable(redis.commands().hget(Keys.secrets(app), field));
  }

  /**
   * Puts another sealed value in the place of the one that was read: only if it is still there, and
   * the app was not removed.
   *
   * @param before null when nothing was there
   * @param after null: nothing is to be there
   */
  public AtomicWrite replace(
      AtomicWrite write,
      String app,
      String field,
      @Nullable String before,
      @Nullable String after) {
    String key = Keys.secrets(app);
    if (before == null) {
      write.absent(key, field);
    } else {
      write.expect(key, field, before);
    }
    write.notRemoved(app);
    return after == null ? write.remove(key, field) : write.put(key, field, after);
  }

  /** Keeps the secrets that a release is deployed with, as part of a larger step. */
  public AtomicWrite keep(AtomicWrite write, String app, String release, String sealed) {
    return write.put(Keys.secrets(app), of(release), sealed);
  }

  /** Forgets, as part of a larger step, those of releases that are not among these. */
  public AtomicWrite retain(AtomicWrite write, String app, Set<String> releases) {
    Set<String> kept = releases.stream().map(SecretStore::of).collect(Collectors.toSet());
    for (String field : redis.commands().hkeys(Keys.secrets(app))) {
      if (field.startsWith(RELEASE) && !kept.contains(field)) {
        write.remove(Keys.secrets(app), field);
      }
    }
    return write;
  }
}

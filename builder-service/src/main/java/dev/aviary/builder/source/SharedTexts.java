package dev.aviary.builder.source;

import dev.aviary.builder.secret.SecretStore;
import dev.aviary.contract.app.RemovalMark;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts of apps in Redis, where every builder finds them, each with a copy on the disk of the
 * builder that wrote it. The copy counts only where Redis has lost its data, and was not made
 * before an app of that name was removed. A text that was forgotten is an empty one in Redis.
 */
@Singleton
final class SharedTexts implements AppTexts {
  private final RedisLink redis;
  private final SecretStore store;
  private final Writes writes;
  private final FolderTexts copies;

  SharedTexts(RedisLink redis, SecretStore store, Writes writes, SourceSettings settings) {
    this.redis = redis;
    this.store = store;
    this.writes = writes;
    this.copies = new FolderTexts(settings.keys());
  }

  @Override
  public Optional<String> find(String app, String name) throws IOException {
    Optional<String> known = store.find(app, name);
    if (known.isEmpty()) {
      Optional<String> copy = copy(app, name);
      if (copy.isPresent()) {
        store.replace(writes.begin(), app, name, null, copy.get()).run();
        known = store.find(app, name).or(() -> copy);
      }
    }
    return known.filter(text -> !text.isEmpty());
  }

  @Override
  public boolean replace(String app, String name, @Nullable String before, String after)
      throws IOException {
    String known = store.find(app, name).orElse(null);
    boolean same = before == null ? known == null || known.isEmpty() : before.equals(known);
    if (!same) {
      return false;
    }
    WriteOutcome outcome =
        store.replace(writes.begin(), app, name, known, after).replicated().run();
    if (outcome.equals(new WriteOutcome.Conflict(Keys.REMOVED))) {
      throw new IOException("the app " + app + " was removed");
    }
    if (!outcome.written()) {
      return false;
    }
    copies.put(app, name, after);
    return true;
  }

  @Override
  public void forget(String app, String name) throws IOException {
    redis.replicated(commands -> commands.hset(Keys.secrets(app), name, ""));
    copies.forget(app, name);
  }

  @Override
  public void removed(String app) throws IOException {
    copies.removed(app);
  }

  private Optional<String> copy(String app, String name) throws IOException {
    Optional<Instant> written = copies.writtenAt(app, name);
    String mark = redis.commands().hget(Keys.REMOVED, app);
    if (written.isEmpty()
        || (mark != null && written.get().isBefore(RemovalMark.parse(mark).at()))) {
      return Optional.empty();
    }
    return copies.find(app, name);
  }
}

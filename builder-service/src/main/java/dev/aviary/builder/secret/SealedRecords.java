package dev.aviary.builder.secret;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.contract.redis.Writes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sealed texts of apps as they lie in Redis: compared, changed and told of in one step. */
@Singleton
public final class SealedRecords {
  private final SecretStore store;
  private final Writes writes;
  private final EventLog events;
  private final InstantSource clock;

  SealedRecords(SecretStore store, Writes writes, EventLog events, InstantSource clock) {
    this.store = store;
    this.writes = writes;
    this.events = events;
    this.clock = clock;
  }

  /** One of an app's, sealed. */
  public Optional<String> find(String app, String field) {
    return store.find(app, field);
  }

  /**
   * Puts another in the place of the one that was read.
   *
   * @param before null when nothing was there
   * @param after null: nothing is to be there
   * @param what the event on the timeline
   * @param subject what it is about, for a person
   * @return false when it has changed since, or the app was removed
   */
  public boolean replace(
      String app,
      String field,
      @Nullable String before,
      @Nullable String after,
      String what,
      String subject) {
    var write = store.replace(writes.begin(), app, field, before, after);
    var event = new Event(clock.instant(), RequestAuthor.by(), what, app, subject, null);
    return events.append(write, event).replicated().run().written();
  }
}

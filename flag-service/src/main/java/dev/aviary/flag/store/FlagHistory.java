package dev.aviary.flag.store;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What every flag was before. */
@Singleton
public final class FlagHistory {
  /** About this many changes of a flag are kept. */
  public static final int KEPT_REVISIONS = 50;

  /** Fewer are kept of a flag whose document is long: about this many characters in all. */
  static final int KEPT_CHARACTERS = 50_000;

  static final int LEAST_KEPT = 5;

  /** How long the history of a flag outlives it. */
  public static final Duration REMOVED_KEPT_FOR = Duration.ofDays(30);

  private static final String FIELD = "revision";

  private final RedisLink redis;
  private final Wire wire;

  public FlagHistory(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /**
   * What the flag became, newest first; of a flag that was removed, too. An entry that cannot be
   * read is left out and logged.
   */
  public List<FlagRevision> of(FlagKey key) {
    String history = Keys.flagHistory(key.text());
    return redis
        .commands()
        .xrevrange(history, Range.unbounded(), Limit.from(10L * KEPT_REVISIONS))
        .stream()
        .flatMap(entry ->
            wire
                .readable(history, entry.getId(), entry.getBody().get(FIELD), FlagRevision.class)
                .stream())
        .toList();
  }

  /** What the flag was at that revision of all flags; nothing when that is not known any more. */
  public Optional<FlagRevision> at(FlagKey key, long revision) {
    return of(key).stream().filter(each -> each.change().revision() <= revision).findFirst();
  }

  void append(AtomicWrite write, FlagKey key, FlagRevision revision) {
    String json = wire.write(revision);
    String history = Keys.flagHistory(key.text());
    int most = Math.clamp(KEPT_CHARACTERS / json.length(), LEAST_KEPT, KEPT_REVISIONS);
    write.append(history, most, FIELD, json);
    if (revision.document() == null) {
      write.expire(history, REMOVED_KEPT_FOR);
    } else {
      write.keep(history);
    }
  }
}

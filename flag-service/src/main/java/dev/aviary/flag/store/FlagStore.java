package dev.aviary.flag.store;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Scripts;
import dev.aviary.contract.redis.Writes;
import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.ScriptOutputType;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Documents, index, history and plain keys of all flags. The index {@code {aviary}:flags} is a hash
 * of the revision at which each flag last changed and of whether its plain key is there; the
 * revision of all, and until when the ends of kills were told, stand under names that no flag can
 * have.
 */
@Singleton
public final class FlagStore {
  /** The channel on which each write is told, with its revision. */
  public static final String WRITTEN = Keys.FLAGS;

  private static final String READ_FLAGS = Scripts.load(FlagStore.class, "read-flags.lua");
  private static final String REVISION = ":revision";
  private static final String KILLS_TOLD = ":kills-told";

  private final RedisLink redis;
  private final Writes writes;
  private final FlagHistory history;
  private final EventLog events;

  /** Redis' clock less this process's own, in ms; both at the end of the last look. */
  private volatile long ahead;

  public FlagStore(RedisLink redis, Writes writes, FlagHistory history, EventLog events) {
    this.redis = redis;
    this.writes = writes;
    this.history = history;
    this.events = events;
  }

  /**
   * Reads what Redis holds, in one step. What is damaged is told and left out, and fails nothing
   * else.
   *
   * @param known what the caller knows: documents are read only when their revision is another
   * @param others further plain keys to look at
   */
  public StoredFlags look(FlagSet known, Collection<FlagKey> others) {
    String[] arguments =
        Stream.concat(
                Stream.of(Keys.flag(""), REVISION, KILLS_TOLD, Long.toString(known.revision())),
                others.stream().map(FlagKey::text))
            .toArray(String[]::new);
    List<Object> answer =
        redis
            .commands()
            .eval(
                READ_FLAGS,
                ScriptOutputType.MULTI,
                new String[] {Keys.FLAGS, Keys.FLAGS_SHARED},
                arguments);
    StoredFlags found = FlagsAnswer.of(answer, known);
    ahead = found.at().toEpochMilli() - millis();
    return found;
  }

  /** The plain keys of strings that could be flags, whether they are or not. */
  public Set<FlagKey> candidates() {
    var found = new TreeSet<FlagKey>();
    ScanIterator.scan(
            redis.commands(), KeyScanArgs.Builder.type("string").match("[^{]*").limit(1000))
        .forEachRemaining(key -> FlagKey.of(key).ifPresent(found::add));
    return found;
  }

  /** The same, where no kill has ended. */
  public boolean replace(
      StoredFlags stored, FlagSet next, Map<FlagKey, FlagRevision> changes, List<Event> happened) {
    return replace(stored, next, changes, happened, null, null);
  }

  /**
   * Writes in one step all that differs: documents, index, plain keys, and what tells of it. Redis
   * does it before {@link RedisLink#TIMEOUT} is over, or not at all.
   *
   * @param killsTold until when the end of every kill is told with this write; null: as it was
   * @param along what belongs to the same step, which is then made even where nothing differs
   * @return false when another writer wrote since {@code stored} was read: then nothing is written,
   *     and the next look must be one that knows nothing
   */
  public boolean replace(
      StoredFlags stored,
      FlagSet next,
      Map<FlagKey, FlagRevision> changes,
      List<Event> happened,
      @Nullable Instant killsTold,
      @Nullable UnaryOperator<AtomicWrite> along) {
    AtomicWrite write = writes.begin();
    expect(write, REVISION, stored.revision());
    boolean differs = new Replacement(write, stored).with(next) || stored.isRevisionDamaged();
    if (killsTold != null) {
      expect(write, KILLS_TOLD, stored.killsToldText());
      write.put(Keys.FLAGS, KILLS_TOLD, Long.toString(killsTold.toEpochMilli()));
    } else if (!differs && happened.isEmpty() && along == null) {
      return true;
    }
    changes.forEach((key, change) -> history.append(write, key, change));
    happened.forEach(event -> events.append(write, event));
    write.put(Keys.FLAGS, REVISION, Long.toString(next.revision()));
    write.tell(WRITTEN, Long.toString(next.revision()));
    AtomicWrite whole = along == null ? write : along.apply(write);
    // From when it is sent: to put a large one together takes a while, too.
    return whole
        .before(millis() + ahead + RedisLink.TIMEOUT.toMillis())
        .replicated()
        .run()
        .written();
  }

  /** Of a clock that is never set. */
  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private static void expect(AtomicWrite write, String field, String found) {
    if (found.isEmpty()) {
      write.absent(Keys.FLAGS, field);
    } else {
      write.expect(Keys.FLAGS, field, found);
    }
  }
}

package dev.aviary.contract.flag;

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
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Documents, index, history and plain keys of all flags. The index {@code {aviary}:flags} is a hash
 * of the revision at which each flag last changed and of whether its plain key is there; the
 * revision of all stands under a name that no flag can have.
 */
@Singleton
public final class FlagStore {
  private static final String REVISION = ":revision";

  private final RedisLink redis;
  private final Writes writes;
  private final FlagHistory history;
  private final EventLog events;

  public FlagStore(RedisLink redis, Writes writes, FlagHistory history, EventLog events) {
    this.redis = redis;
    this.writes = writes;
    this.history = history;
    this.events = events;
  }

  /**
   * Reads what Redis holds, in one step.
   *
   * @param known what the caller knows: documents are read only when their revision is another
   * @param others further plain keys to look at
   */
  public StoredFlags look(FlagSet known, Collection<FlagKey> others) {
    String[] arguments =
        Stream.concat(
                Stream.of(Keys.flag(""), REVISION, Long.toString(known.revision())),
                others.stream().map(FlagKey::text))
            .toArray(String[]::new);
    List<Object> answer =
        redis
            .commands()
            .eval(
                Scripts.READ_FLAGS,
                ScriptOutputType.MULTI,
                new String[] {Keys.FLAGS, Keys.FLAGS_SHARED},
                arguments);
    FlagSet flags = text(answer.get(1)).isEmpty() ? known : flags(answer);
    return new StoredFlags(flags, plain((List<?>) answer.get(4)));
  }

  private static FlagSet flags(List<Object> answer) {
    var flags = new TreeMap<FlagKey, StoredFlag>();
    Iterator<?> each = ((List<?>) answer.get(3)).iterator();
    while (each.hasNext()) {
      FlagKey key = new FlagKey(text(each.next()));
      String note = text(each.next());
      flags.put(key, StoredFlag.of(text(each.next()), note));
    }
    return new FlagSet(Long.parseLong(text(answer.getFirst())), flags, text(answer.get(2)));
  }

  private static SortedMap<FlagKey, PlainKey> plain(List<?> answer) {
    var plain = new TreeMap<FlagKey, PlainKey>();
    for (Object each : answer) {
      List<?> entry = (List<?>) each;
      plain.put(
          new FlagKey(text(entry.getFirst())),
          new PlainKey(entry.size() > 1 ? text(entry.get(1)) : null));
    }
    return plain;
  }

  private static String text(Object value) {
    return (String) value;
  }

  /** The plain keys of strings that could be flags, whether they are or not. */
  public Set<FlagKey> candidates() {
    var found = new TreeSet<FlagKey>();
    ScanIterator.scan(
            redis.commands(), KeyScanArgs.Builder.type("string").match("[^{]*").limit(1000))
        .forEachRemaining(key -> FlagKey.of(key).ifPresent(found::add));
    return found;
  }

  /**
   * Writes in one step all that differs: documents, index, plain keys, and what tells of it.
   *
   * @return false when somebody else wrote since {@code stored} was read: then nothing is written,
   *     and the next look must be one that knows nothing
   */
  public boolean replace(
      StoredFlags stored, FlagSet next, Map<FlagKey, FlagRevision> changes, List<Event> happened) {
    AtomicWrite write = writes.begin();
    long before = stored.flags().revision();
    if (before == 0) {
      write.absent(Keys.FLAGS, REVISION);
    } else {
      write.expect(Keys.FLAGS, REVISION, Long.toString(before));
    }
    boolean differs = new Replacement(write, stored).with(next);
    if (!differs && happened.isEmpty()) {
      return true;
    }
    changes.forEach((key, change) -> history.append(write, key, change));
    happened.forEach(event -> events.append(write, event));
    return write.put(Keys.FLAGS, REVISION, Long.toString(next.revision())).run().written();
  }
}

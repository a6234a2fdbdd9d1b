package dev.aviary.contract.flag;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Scripts;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.ScriptOutputType;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Definitions, index and plain keys of all flags. The index {@code {aviary}:flags} is a hash of the
 * revision at which each flag last changed; the revision of all stands under a name that no flag
 * can have.
 */
@Singleton
public final class FlagStore {
  private static final String REVISION = ":revision";
  private static final Logger LOG = LoggerFactory.getLogger(FlagStore.class);

  private final RedisLink redis;
  private final Writes writes;
  private final Wire wire;
  private final EventLog events;

  public FlagStore(RedisLink redis, Writes writes, Wire wire, EventLog events) {
    this.redis = redis;
    this.writes = writes;
    this.wire = wire;
    this.events = events;
  }

  /**
   * Reads what Redis holds, in one step.
   *
   * @param known what the caller knows: definitions are read only when their revision is another
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
            .eval(Scripts.READ_FLAGS, ScriptOutputType.MULTI, new String[] {Keys.FLAGS}, arguments);
    long revision = Long.parseLong((String) answer.getFirst());
    var flags = new TreeMap<FlagKey, Flag>();
    var plain = new TreeMap<FlagKey, String>();
    for (Object each : answer.subList(1, answer.size())) {
      List<?> entry = (List<?>) each;
      FlagKey key = new FlagKey((String) entry.getFirst());
      read(key, (String) entry.get(1)).ifPresent(flag -> flags.put(key, flag));
      if (entry.size() > 2) {
        plain.put(key, (String) entry.get(2));
      }
    }
    return new StoredFlags(
        revision == known.revision() ? known : new FlagSet(revision, flags), plain);
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
   * Writes in one step all that differs: definitions, index, plain keys and the events.
   *
   * @return false when somebody else wrote since {@code stored} was read: then nothing is written
   */
  public boolean replace(StoredFlags stored, FlagSet next, List<Event> happened) {
    AtomicWrite write = writes.begin();
    long before = stored.flags().revision();
    if (before == 0) {
      write.absent(Keys.FLAGS);
    } else {
      write.expect(Keys.FLAGS, REVISION, Long.toString(before));
    }
    if (!new Replacement(write, wire).of(stored, next)) {
      return true;
    }
    happened.forEach(event -> events.append(write, event));
    return write.put(Keys.FLAGS, REVISION, Long.toString(next.revision())).run().written();
  }

  private Optional<Flag> read(FlagKey key, String json) {
    if (json.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(wire.read(json, Flag.class));
    } catch (UncheckedIOException e) {
      LOG.atError()
          .addKeyValue("flag", key)
          .addKeyValue("reason", e.getMessage())
          .log("Refused a definition that cannot be read; write the flag again");
      return Optional.empty();
    }
  }
}

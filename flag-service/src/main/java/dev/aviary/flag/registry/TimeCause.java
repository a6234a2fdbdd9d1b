package dev.aviary.flag.registry;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.Kill;
import dev.aviary.flag.definition.Ramp;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Names the moment that turned a flag without a change, as the author of an event. */
final class TimeCause {
  static final Author KILL_ENDED = new Author("kill ended", "its kill ended");
  static final Author SCHEDULE = new Author("schedule", "so its schedule has it");

  /** A rule that looks at the time, or a flag that this one depends on. */
  static final Author TIME =
      new Author("time", "its rule looks at the time, or what it wants does");

  private TimeCause() {}

  /** The last that has passed. */
  static Author of(FlagDocument flag, Instant now) {
    AviaryMembers extras = flag.extras();
    // In milliseconds, as evaluation has them.
    var moments = new TreeMap<Long, Author>();
    extras
        .schedule()
        .ramp()
        .map(Ramp::start)
        .ifPresent(start -> moments.put(start.toEpochMilli(), SCHEDULE));
    extras.schedule().onFrom().ifPresent(from -> moments.put(from.toEpochMilli(), SCHEDULE));
    extras.schedule().offFrom().ifPresent(from -> moments.put(from.toEpochMilli(), SCHEDULE));
    extras
        .kill()
        .map(Kill::until)
        .ifPresent(until -> moments.put(until.toEpochMilli(), KILL_ENDED));
    Map.Entry<Long, Author> last = moments.floorEntry(now.toEpochMilli());
    return last == null ? TIME : last.getValue();
  }
}

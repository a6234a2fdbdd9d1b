package dev.aviary.monitor.console.live;

import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each minute of the histories once it has ended, and gives them back to a monitor that
 * starts. For one thread.
 */
@Singleton
final class KeptMinutes {
  /** So many minutes of an app are written at once, after a time in which Redis took none. */
  static final int AT_ONCE = 60;

  private static final Logger LOG = LoggerFactory.getLogger(KeptMinutes.class);

  private final MinuteStore store;
  private final Map<String, Long> keptTo = new HashMap<>();

  KeptMinutes(MinuteStore store) {
    this.store = store;
  }

  /**
   * Fills the history of an app with what was kept of it.
   *
   * @throws RedisException when Redis is away
   */
  void restore(String app, AppHistory history) {
    List<KeptMinute> minutes = store.all(app);
    minutes.forEach(history::restore);
    keptTo.remove(app);
    minutes.forEach(each -> keptTo.merge(app, each.minute(), Math::max));
  }

  /**
   * Writes what has ended since the last time; what Redis does not take is written later.
   *
   * @param judges false: another monitor writes it
   */
  void keep(Map<String, AppHistory> histories, boolean judges) {
    keptTo.keySet().retainAll(histories.keySet());
    try {
      histories.forEach((app, history) -> keep(app, history, judges));
    } catch (RedisException refused) {
      LOG.atDebug().setCause(refused).log("Could not keep the minutes of the histories");
    }
  }

  private void keep(String app, AppHistory history, boolean judges) {
    Optional<Long> last = history.lastWholeMinute();
    if (last.isEmpty()) {
      return;
    }
    long first = last.get() - AT_ONCE + 1;
    Long before = keptTo.get(app);
    if (before != null) {
      first = Math.max(first, before + 1);
    }
    List<KeptMinute> minutes =
        LongStream.rangeClosed(first, last.get())
            .mapToObj(history::minute)
            .flatMap(Optional::stream)
            .toList();
    if (judges && !minutes.isEmpty()) {
      store.add(app, minutes);
    }
    keptTo.put(app, last.get());
  }
}

package dev.aviary.monitor.console.live;

import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.telemetry.TrafficStore;
import dev.aviary.monitor.lease.JudgeLease;
import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.Sample;
import dev.aviary.monitor.sample.SampleListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last 24 hours of the apps, in memory: 80 KB for each track. They are filled from the traffic
 * streams, and from samples that are taken anyway; what a monitor before this one kept of them
 * comes first.
 */
@Singleton
final class Histories implements SampleListener {
  /** 5 MB with a canary each. An app beyond them has no history until another one goes. */
  static final int MOST_APPS = 32;

  /** So much of the traffic before the start is read, where it is still there. */
  private static final Duration BEFORE = Duration.ofSeconds(TrackHistory.SECONDS);

  /** Of one app at a time. */
  private static final int AT_ONCE = 500;

  /** The balancer writes what it counted in a second within so many seconds. */
  private static final int LATE = 2;

  private final TrafficStore traffic;
  private final SpecStore apps;
  private final KeptMinutes minutes;
  private final JudgeLease judge;
  private final InstantSource clock;
  private final Map<String, AppHistory> histories = new ConcurrentHashMap<>();
  private final Map<String, String> readTo = new HashMap<>();

  Histories(
      TrafficStore traffic,
      SpecStore apps,
      KeptMinutes minutes,
      JudgeLease judge,
      InstantSource clock) {
    this.traffic = traffic;
    this.apps = apps;
    this.minutes = minutes;
    this.judge = judge;
    this.clock = clock;
  }

  /** Null for an app that has none. */
  @Nullable AppHistory of(String app) {
    return histories.get(app);
  }

  @Override
  public void sampled(Container container, Sample sample, long at) {
    if (container.app() != null) {
      AppHistory history = histories.get(container.app().app());
      if (history != null) {
        history.take(container.app().track(), sample);
      }
    }
  }

  /**
   * Reads the traffic that came since the last time, and keeps the minutes that have ended. By one
   * thread.
   *
   * @throws io.lettuce.core.RedisException when Redis is away: it is read later
   */
  void read() {
    follow(apps.names());
    long now = clock.instant().getEpochSecond();
    Set<String> left = Set.copyOf(readTo.keySet());
    while (!left.isEmpty()) {
      left = read(left, now);
    }
    minutes.keep(histories, judge.judges());
  }

  private void follow(List<String> names) {
    readTo.keySet().retainAll(names);
    histories.keySet().retainAll(names);
    // A minute of which the first seconds were not read would look quieter than it was.
    Instant begin = clock.instant().minus(BEFORE).truncatedTo(ChronoUnit.MINUTES);
    names.stream()
        .filter(each -> !readTo.containsKey(each))
        .limit(Math.max(0, MOST_APPS - readTo.size()))
        .forEach(each -> {
          var history = new AppHistory();
          minutes.restore(each, history);
          readTo.put(each, begin.toEpochMilli() + "-0");
          histories.put(each, history);
        });
  }

  /** The apps of which there is more. */
  private Set<String> read(Set<String> names, long now) {
    var after = new HashMap<>(readTo);
    after.keySet().retainAll(names);
    Map<String, List<TrafficStore.Entry>> found = traffic.since(after, AT_ONCE);
    var more = new HashSet<String>();
    for (String name : names) {
      AppHistory history = histories.get(name);
      List<TrafficStore.Entry> entries = found.getOrDefault(name, List.of());
      if (history == null) {
        continue;
      }
      for (TrafficStore.Entry entry : entries) {
        readTo.put(name, entry.id());
        if (entry.interval() != null) {
          history.take(entry.interval());
        }
      }
      if (entries.size() < AT_ONCE) {
        history.known(now - LATE);
      } else {
        more.add(name);
      }
    }
    return more;
  }
}

package dev.aviary.monitor.sample;

import static java.util.stream.Collectors.toSet;
import static java.util.stream.Collectors.toUnmodifiableMap;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest sample of every running container. */
@Singleton
public final class NewestSamples implements SampleListener, SamplingDemand {
  /** A sample of a stream that is older says nothing about now. */
  static final Duration FRESH = Duration.ofSeconds(5);

  /** So many times the span of a sample's CPU value, where that is longer than a second. */
  private static final int SPANS = 3;

  /** How long after a reading further ones are expected. */
  private static final Duration READING = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(NewestSamples.class);

  /** By id: the tasks of one service have one member on each node. */
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  private volatile Map<String, String> ids = Map.of();
  private volatile boolean warned;
  private volatile long readUntil = System.nanoTime();
  private volatile long readElsewhereUntil = System.nanoTime();
  private volatile Runnable whenRead = () -> {};

  /**
   * A container with its newest sample.
   *
   * @param sample null: no data
   */
  public record Standing(Container container, @Nullable Sample sample) {}

  private record Entry(Container container, @Nullable Sample sample, long at) {
    Standing standing(long now) {
      return new Standing(container, sample != null && now - at <= fresh(sample) ? sample : null);
    }
  }

  /** Every container, by name. For a while afterwards all are sampled every second. */
  public List<Standing> read() {
    long now = System.nanoTime();
    boolean begins = now - readUntil >= 0;
    readUntil = now + READING.toNanos();
    if (begins) {
      whenRead.run();
    }
    return at(now);
  }

  /**
   * @param told is run when a reader comes after a time without one
   */
  void whenRead(Runnable told) {
    whenRead = told;
  }

  @Override
  public boolean everySecond(Container container) {
    return isRead() || System.nanoTime() - readElsewhereUntil < 0;
  }

  /** Whether somebody reads here, or did a short while ago. */
  public boolean isRead() {
    return System.nanoTime() - readUntil < 0;
  }

  /** Somebody reads at the monitor of another node. */
  public void readElsewhere() {
    readElsewhereUntil = System.nanoTime() + FRESH.toNanos();
    whenRead.run();
  }

  private static long fresh(Sample sample) {
    return Math.max(FRESH.toNanos(), SPANS * sample.cpuSpan().toNanos());
  }

  /**
   * The newest sample of a container; null: no data.
   *
   * @param member by which slots name it
   */
  public @Nullable Sample of(String member) {
    String id = ids.get(member);
    return id == null ? null : ofContainer(id);
  }

  @Nullable Sample ofContainer(String id) {
    Entry entry = entries.get(id);
    return entry == null ? null : entry.standing(System.nanoTime()).sample();
  }

  List<Standing> at(long now) {
    return entries.values().stream()
        .map(each -> each.standing(now))
        .sorted(Comparator.comparing(each -> each.container().name()))
        .toList();
  }

  @Override
  public void sampled(Container container, Sample sample, long at) {
    entries.computeIfPresent(
        container.id(),
        (id, shown) ->
            shown.container().equals(container) ? new Entry(container, sample, at) : shown);
    if (sample.memoryPercent() == null && !warned) {
      warned = true;
      LOG.atWarn()
          .log(
              "The kernel does not count memory, so memory is not judged; boot with cgroup_enable=memory");
    }
  }

  @Override
  public void running(List<Container> containers, long at) {
    entries.keySet().retainAll(containers.stream().map(Container::id).collect(toSet()));
    ids =
        containers.stream()
            .collect(toUnmodifiableMap(Container::member, Container::id, (one, _) -> one));
    for (Container container : containers) {
      entries.compute(
          container.id(),
          (id, shown) ->
              shown != null && shown.container().equals(container)
                  ? shown
                  : new Entry(container, null, at));
    }
  }
}

package dev.aviary.monitor.sample;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One running container: read by a stream, or once in a while, with one meter for both. */
final class SampledContainer {
  /** How often an app's container is read while no value is needed every second. */
  static final Duration APP = Duration.ofSeconds(5);

  /** The same for a container of the instance itself, which is shown and not judged. */
  static final Duration OWN = Duration.ofSeconds(30);

  private final Container container;
  private final SampleCalculator meter;
  private final BiConsumer<Container, Sample> samples;
  private @Nullable StatsStream stream;
  private final AtomicBoolean reading = new AtomicBoolean();
  private long dueAt = System.nanoTime();
  private volatile boolean gone;
  private int readings;

  SampledContainer(Container container, BiConsumer<Container, Sample> samples) {
    this.container = container;
    this.meter = new SampleCalculator(container.allowedCpus());
    this.samples = samples;
  }

  Container container() {
    return container;
  }

  /**
   * Whether it is to be read now; it is not due again until it was read and some time has passed. A
   * value needs two readings, so the second comes soon.
   *
   * @param now {@link System#nanoTime}
   */
  boolean due(long now) {
    if (now - dueAt < 0 || !reading.compareAndSet(false, true)) {
      return false;
    }
    readings++;
    dueAt = now + (container.app() != null || readings == 1 ? APP : OWN).toNanos();
    return true;
  }

  /** The reading that was due is over, whatever it told. */
  void wasRead() {
    reading.set(false);
  }

  boolean streams() {
    return stream != null;
  }

  /** Opens the stream where there is none, or again where it has ended. */
  void stream(DockerClient engine, Duration silence) {
    StatsStream open = stream;
    if (open != null && open.dead(silence)) {
      end();
      open = null;
    }
    if (open == null) {
      stream = StatsStream.open(engine, container.id(), this::take);
    }
  }

  /** Records of a stream and of single readings come on different threads. */
  synchronized void take(Counters counters) {
    if (!gone) {
      meter.take(counters).ifPresent(sample -> samples.accept(container, sample));
    }
  }

  /** It runs no more; a reading that is under way tells nothing of it. */
  void leave() {
    gone = true;
    end();
  }

  void end() {
    StatsStream open = stream;
    stream = null;
    if (open != null) {
      open.end();
    }
  }
}

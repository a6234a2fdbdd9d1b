package dev.aviary.monitor.sample;

import com.github.dockerjava.api.DockerClient;
import dev.aviary.contract.telemetry.Sample;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One running container: read by a stream, or once in a while, with one meter for both. */
final class SampledContainer {
  private final Container container;
  private final Meter meter;
  private final BiConsumer<Container, Sample> samples;
  private @Nullable StatsStream stream;

  SampledContainer(Container container, BiConsumer<Container, Sample> samples) {
    this.container = container;
    this.meter = new Meter(container.allowedCpus());
    this.samples = samples;
  }

  Container container() {
    return container;
  }

  boolean streams() {
    return stream != null;
  }

  /** Opens the stream where none is, or anew where it is dead. */
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
    meter.take(counters).ifPresent(sample -> samples.accept(container, sample));
  }

  void end() {
    StatsStream open = stream;
    stream = null;
    if (open != null) {
      open.end();
    }
  }
}

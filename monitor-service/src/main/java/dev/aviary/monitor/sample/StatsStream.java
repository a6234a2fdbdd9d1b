package dev.aviary.monitor.sample;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.Statistics;
import dev.aviary.contract.telemetry.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BiConsumer;

/** The stats stream of one container. It ends by itself when the engine goes away. */
final class StatsStream extends ResultCallbackTemplate<StatsStream, Statistics> {
  private final Container container;
  private final Meter meter;
  private final BiConsumer<Container, Sample> samples;
  private volatile long heardAt = System.nanoTime();
  private volatile boolean ended;

  private StatsStream(Container container, BiConsumer<Container, Sample> samples) {
    this.container = container;
    this.meter = new Meter(container.allowedCpus());
    this.samples = samples;
  }

  static StatsStream open(
      DockerClient engine, Container container, BiConsumer<Container, Sample> samples) {
    return engine.statsCmd(container.id()).exec(new StatsStream(container, samples));
  }

  Container container() {
    return container;
  }

  /**
   * Whether it has ended, or the engine has said nothing on it for so long that it might as well
   * have.
   */
  boolean dead(Duration silence) {
    return ended || System.nanoTime() - heardAt > silence.toNanos();
  }

  @Override
  public void onNext(Statistics stats) {
    heardAt = System.nanoTime();
    meter.take(StatsRecord.read(stats)).ifPresent(sample -> samples.accept(container, sample));
  }

  @Override
  public void onError(Throwable failure) {
    ended = true;
  }

  @Override
  public void onComplete() {
    ended = true;
  }

  void end() {
    ended = true;
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.aviary.monitor.sample;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.Statistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Consumer;

/** The stats stream of one container, a record a second. It ends by itself with the engine. */
final class StatsStream extends ResultCallbackTemplate<StatsStream, Statistics> {
  private final Consumer<Counters> records;
  private volatile long heardAt = System.nanoTime();
  private volatile boolean ended;

  private StatsStream(Consumer<Counters> records) {
    this.records = records;
  }

  static StatsStream open(DockerClient engine, String container, Consumer<Counters> records) {
    return engine.statsCmd(container).exec(new StatsStream(records));
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
    if (!ended) {
      records.accept(StatsRecord.read(stats));
    }
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

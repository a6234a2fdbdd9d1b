package dev.aviary.monitor.canary;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import dev.aviary.monitor.engine.EngineReaderFactory;
import dev.aviary.monitor.node.NodeSettings;
import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.swarm.LogQuestions;
import dev.aviary.monitor.swarm.LogSource;
import dev.aviary.monitor.swarm.NodeReport.LogAnswer;
import dev.aviary.monitor.swarm.NodeReport.LogQuestion;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a container wrote to its log of late. The engine reads the log from its end and no
 * further than the bound, so that a log that floods costs it about 50 ms a reading, and another one
 * hardly anything.
 */
@Singleton
final class LogReader implements LogSource {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DockerClient engine;
  private final RunningContainers containers;
  private final NodeSettings node;
  private final LogQuestions questions;

  LogReader(
      @Named(EngineReaderFactory.STREAMS) DockerClient engine,
      RunningContainers containers,
      NodeSettings node,
      LogQuestions questions) {
    this.engine = engine;
    this.containers = containers;
    this.node = node;
    this.questions = questions;
  }

  @Override
  public boolean isHere(String member) {
    return containers.find(member).filter(each -> each.node().equals(node.name())).isPresent();
  }

  @Override
  public LogAnswer answer(LogQuestion question) throws InterruptedException {
    try {
      LogVolume volume = readHere(question.member(), Instant.now());
      return new LogAnswer(
          question.id(), volume.lines(), volume.bytes(), volume.over().toMillis(), null);
    } catch (RuntimeException unknown) {
      return new LogAnswer(question.id(), 0, 0, 1, String.valueOf(unknown.getMessage()));
    }
  }

  /**
   * Counts the last {@link LogVolume#SPAN}; of a container on another node by that node's monitor.
   *
   * @param member by which slots name the container
   * @throws RuntimeException when the engine does not tell, or there is no such container
   * @throws InterruptedException when the thread is to end
   */
  LogVolume read(String member, Instant now) throws InterruptedException {
    boolean elsewhere = containers.find(member).isPresent() && !isHere(member);
    return elsewhere ? readElsewhere(member) : readHere(member, now);
  }

  private LogVolume readElsewhere(String member) throws InterruptedException {
    try {
      LogAnswer answer = questions.ask(member);
      if (answer.fault() != null) {
        throw new IllegalStateException(answer.fault());
      }
      return new LogVolume(answer.lines(), answer.bytes(), Duration.ofMillis(answer.millis()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LogVolume readHere(String member, Instant now) throws InterruptedException {
    String container = containers.find(member).map(Container::id).orElse(member);
    long since = now.minus(LogVolume.SPAN).getEpochSecond();
    var counted = new Counted();
    try (counted) {
      boolean whole =
          engine
              .logContainerCmd(container)
              .withStdOut(true)
              .withStdErr(true)
              .withTimestamps(true)
              .withTail(LogVolume.MOST_LINES)
              .withSince(Math.toIntExact(since))
              .exec(counted)
              .awaitCompletion(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!whole) {
        throw new SocketTimeoutException("the Docker engine has not sent a log in " + PATIENCE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return counted.volume(Duration.between(Instant.ofEpochSecond(since), now));
  }

  /** Takes frames, each of which is a line with its time before it, until the bound is reached. */
  private static final class Counted extends ResultCallback.Adapter<Frame> {
    private long lines;
    private long bytes;
    private @Nullable Instant first;
    private @Nullable Instant last;

    @Override
    public void onNext(Frame frame) {
      String line = new String(frame.getPayload(), StandardCharsets.UTF_8);
      int space = line.indexOf(' ');
      synchronized (this) {
        if (floods()) {
          return;
        }
        lines++;
        bytes += frame.getPayload().length - space - 1;
        note(line.substring(0, Math.max(0, space)));
      }
      if (floods()) {
        end();
      }
    }

    private synchronized boolean floods() {
      return new LogVolume(lines, bytes, LogVolume.SPAN).floods();
    }

    private void note(String time) {
      try {
        Instant at = Instant.parse(time);
        first = first == null ? at : first;
        last = at;
      } catch (DateTimeException unknown) {
        // The line counts without its time.
      }
    }

    private void end() {
      try {
        close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** A log that was not read to its end says how much it is by the times of its lines. */
    synchronized LogVolume volume(Duration span) {
      boolean cut = floods() && first != null && last != null && first.isBefore(last);
      return new LogVolume(lines, bytes, cut ? Duration.between(first, last) : span);
    }
  }
}

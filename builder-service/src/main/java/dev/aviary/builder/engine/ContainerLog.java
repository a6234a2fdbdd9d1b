package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What containers printed, as Docker keeps it. */
@Singleton
public final class ContainerLog {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String ENGINE = "Error grabbing logs: ";

  private final DockerClient docker;
  private final DockerClient streams;

  ContainerLog(DockerClient docker, @Named(EngineFactory.STREAMS) DockerClient streams) {
    this.docker = docker;
    this.streams = streams;
  }

  /**
   * Hands on what a container printed, line by line, each with its time before it, on a thread of
   * the stream. A slow taker slows the reading down.
   *
   * @param since seconds since 1970; 0: from the beginning
   * @param most how many of the last lines; 0: all
   * @param follow whether lines are waited for until the container ends
   * @param end told once, with the reason when the stream broke
   * @return ends the stream
   */
  public Closeable stream(
      String container,
      int since,
      int most,
      boolean follow,
      Consumer<String> lines,
      Consumer<@Nullable Throwable> end) {
    if (SlotServices.is(container)) {
      var log =
          streams
              .logServiceCmd(container)
              .withStdout(true)
              .withStderr(true)
              .withTimestamps(true)
              .withSince(since)
              .withFollow(follow);
      return (most > 0 ? log.withTail(most) : log).exec(new LineStream(told(lines), end));
    }
    var log =
        streams
            .logContainerCmd(container)
            .withStdOut(true)
            .withStdErr(true)
            .withTimestamps(true)
            .withSince(since)
            .withFollowStream(follow);
    return (most > 0 ? log.withTail(most) : log.withTailAll()).exec(new LineStream(lines, end));
  }

  /**
   * The last lines of a container, oldest first; none of one that is gone.
   *
   * @param most how many
   */
  public List<String> tail(String container, int most) {
    return read(container, most, false);
  }

  /** The same, each with the time at which it was printed (RFC 3339, nine digits) before it. */
  public List<String> dated(String container, int most) {
    return read(container, most, true);
  }

  private List<String> read(String container, int most, boolean dated) {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    var broken = new AtomicReference<@Nullable Throwable>();
    boolean service = SlotServices.is(container);
    Consumer<String> taker = service ? told(lines::add) : lines::add;
    try (var stream = new LineStream(taker, broken::set)) {
      var begun =
          service
              ? docker
                  .logServiceCmd(container)
                  .withStdout(true)
                  .withStderr(true)
                  .withTimestamps(dated)
                  .withTail(most)
                  .exec(stream)
              : docker
                  .logContainerCmd(container)
                  .withStdOut(true)
                  .withStdErr(true)
                  .withTimestamps(dated)
                  .withTail(most)
                  .exec(stream);
      begun.awaitCompletion(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (broken.get() instanceof RuntimeException e && !(e instanceof NotFoundException)) {
      throw e;
    }
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /**
   * What the engine itself says at the end of a service's log, as that a node is not available,
   * comes as a frame of a kind of its own, of which docker-java 3.7 takes the header for text too.
   */
  private static Consumer<String> told(Consumer<String> lines) {
    return line -> lines.accept(line.substring(Math.max(0, line.indexOf(ENGINE))));
  }
}

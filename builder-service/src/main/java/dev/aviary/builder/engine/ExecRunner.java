package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.Frame;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs programs in containers that run. */
@Singleton
public final class ExecRunner {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LONGEST = 256 * 1024;

  private final DockerClient streams;

  ExecRunner(@Named(EngineFactory.STREAMS) DockerClient streams) {
    this.streams = streams;
  }

  /**
   * Begins a program.
   *
   * @param lines takes what it prints; a slow taker slows the reading down
   * @param end told once, with the reason when the stream broke
   */
  public Running begin(
      String container,
      List<String> command,
      Consumer<String> lines,
      Consumer<@Nullable Throwable> end) {
    String id =
        streams
            .execCreateCmd(container)
            .withCmd(command.toArray(String[]::new))
            .withAttachStdout(true)
            .withAttachStderr(true)
            .exec()
            .getId();
    return new Running(id, streams.execStartCmd(id).exec(new LineStream(lines, end)));
  }

  /** The code with which a program ended; -1 while it has not. */
  public long exitCode(String id) {
    Long code = streams.inspectExecCmd(id).exec().getExitCodeLong();
    return code == null ? -1 : code;
  }

  /**
   * A program that was begun.
   *
   * @param stream ends the reading of its output, not the program
   */
  public record Running(String id, Closeable stream) {}

  /** What it printed on its standard output within {@link #PATIENCE}. */
  public String output(String container, String... command) {
    String id =
        streams.execCreateCmd(container).withCmd(command).withAttachStdout(true).exec().getId();
    var text = new StringBuilder();
    try (var callback =
        new ResultCallback.Adapter<Frame>() {
          @Override
          public void onNext(Frame frame) {
            if (text.length() < LONGEST) {
              text.append(new String(frame.getPayload(), StandardCharsets.US_ASCII));
            }
          }
        }) {
      streams
          .execStartCmd(id)
          .exec(callback)
          .awaitCompletion(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  void awaitEnd(String container) {
    try (var ended = new WaitContainerResultCallback()) {
      streams
          .waitContainerCmd(container)
          .exec(ended)
          .awaitCompletion(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

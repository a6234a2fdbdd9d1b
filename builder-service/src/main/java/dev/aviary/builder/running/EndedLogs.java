package dev.aviary.builder.running;

import dev.aviary.builder.engine.ContainerLog;
import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.contract.file.DataFile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the log of the last container of each slot and process: its last {@value #LINES}
 * lines, at most {@value #MOST} characters, in a file each. The engine's own log goes with the
 * container.
 */
@Singleton
public final class EndedLogs {
  /** How many lines are kept. */
  public static final int LINES = 1_000;

  /** How many characters are kept of all lines. */
  public static final int MOST = 256 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(EndedLogs.class);

  private final ContainerLog log;
  private final Path folder;

  EndedLogs(ContainerLog log, EndedLogSettings settings) {
    this.log = log;
    this.folder = settings.data().resolve("ended-logs");
  }

  /**
   * Keeps what a container printed, in place of what is kept of the last one. That it cannot be
   * kept is logged, and no reason to keep the container.
   *
   * @param place the id of a slot, or the name of a process with its track
   */
  public void keep(String app, String place, String container, String release) {
    try {
      List<String> lines = log.dated(container, LINES);
      if (!lines.isEmpty()) {
        String head = "# container %s of release %s".formatted(container, release);
        file(app, place).write(head + "\n" + String.join("\n", last(lines)) + "\n");
      }
    } catch (IOException e) {
      unkept(container, e);
    } catch (RuntimeException e) {
      if (!EngineFaults.away(e)) {
        throw e;
      }
      unkept(container, e);
    }
  }

  /**
   * The lines, each with its time, under one that names the container; nothing when none is kept.
   */
  public Optional<String> find(String app, String place) {
    try {
      return file(app, place).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets an app that goes. */
  public void forget(String app) {
    Path ofApp = folder.resolve(app);
    if (!Files.isDirectory(ofApp)) {
      return;
    }
    try (Stream<Path> files = Files.walk(ofApp)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("folder", ofApp)
          .setCause(e)
          .log("Could not remove the output of ended containers");
    }
  }

  static List<String> last(List<String> lines) {
    var kept = new ArrayDeque<String>();
    int left = MOST;
    for (String line : lines.reversed()) {
      left -= line.length() + 1;
      if (left < 0) {
        break;
      }
      kept.addFirst(line);
    }
    return List.copyOf(kept);
  }

  private DataFile file(String app, String place) {
    return new DataFile(folder.resolve(app).resolve(place + ".log"));
  }

  private static void unkept(String container, Exception e) {
    LOG.atWarn()
        .addKeyValue("container", container)
        .setCause(e)
        .log("Could not save the output of a container");
  }
}

package dev.aviary.balancer.data;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lowest number, from 1, that no other balancer of the data directory has. It is held by a lock
 * on a file, which ends with the process, however that ends.
 */
@Singleton
public final class Seat {
  private static final Logger LOG = LoggerFactory.getLogger(Seat.class);
  private static final int SEATS = 8;

  private final Path directory;
  private final int number;
  private @Nullable FileChannel held;

  Seat(DataSettings settings) {
    this.directory = settings.directory();
    this.number = IntStream.rangeClosed(1, SEATS).filter(this::take).findFirst().orElse(1);
  }

  public int number() {
    return number;
  }

  /** The numbers that no running balancer has. */
  public List<Integer> free() {
    return IntStream.rangeClosed(1, SEATS)
        .filter(other -> other != number)
        .filter(other -> {
          Optional<FileChannel> locked = lock(other);
          locked.ifPresent(Seat::close);
          return locked.isPresent();
        })
        .boxed()
        .toList();
  }

  private boolean take(int candidate) {
    held = lock(candidate).orElse(null);
    return held != null;
  }

  /** A file that cannot be locked for another reason than that it is locked counts as taken. */
  private Optional<FileChannel> lock(int candidate) {
    FileChannel file = null;
    try {
      Files.createDirectories(directory);
      file =
          FileChannel.open(
              directory.resolve("balancer-" + candidate + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (file.tryLock() != null) {
        return Optional.of(file);
      }
    } catch (OverlappingFileLockException e) {
      // A balancer of this process, as in tests.
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("directory", directory)
          .addKeyValue("reason", e.getMessage())
          .log("Could not lock a seat");
    }
    close(file);
    return Optional.empty();
  }

  @PreDestroy
  void leave() {
    close(held);
  }

  private static void close(@Nullable FileChannel file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("Could not close the file of a seat");
    }
  }
}

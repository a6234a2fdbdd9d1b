package dev.aviary.builder.engine;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out addresses in turn and remembers the last one in a file, so that none is soon used
 * again: a route that is out of date then leads nowhere, and never to another app.
 */
@Singleton
final class AddressBook {
  private static final Logger LOG = LoggerFactory.getLogger(AddressBook.class);

  private final Path file;
  private final ReentrantLock turn = new ReentrantLock();
  private int last;

  AddressBook(EngineSettings settings) {
    this.file = settings.addresses();
    this.last = recall(file);
  }

  /**
   * The next free address.
   *
   * @param used addresses that somebody has
   * @throws IllegalStateException when all are used
   */
  String give(Subnet subnet, Set<String> used) {
    turn.lock();
    try {
      last = next(subnet, last, used);
      remember();
      return subnet.address(last);
    } finally {
      turn.unlock();
    }
  }

  static int next(Subnet subnet, int last, Set<String> used) {
    int candidate = last;
    for (int tried = Subnet.FIRST; tried <= Subnet.LAST; tried++) {
      candidate =
          candidate < Subnet.FIRST || candidate >= Subnet.LAST ? Subnet.FIRST : candidate + 1;
      if (!used.contains(subnet.address(candidate))) {
        return candidate;
      }
    }
    throw new IllegalStateException(
        "all %d addresses of %s are used".formatted(Subnet.LAST - Subnet.FIRST + 1, subnet.cidr()));
  }

  private static int recall(Path file) {
    try {
      return Integer.parseInt(Files.readString(file).strip());
    } catch (NoSuchFileException firstStart) {
      return 0;
    } catch (IOException | NumberFormatException e) {
      LOG.atWarn().addKeyValue("file", file).setCause(e).log("Could not recall the last address");
      return 0;
    }
  }

  /** Written beside and renamed, so that a crash leaves the old or the new number. */
  private void remember() {
    try {
      Path beside = file.resolveSibling(file.getFileName() + ".new");
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(beside, Integer.toString(last));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("file", file).setCause(e).log("Could not remember the last address");
    }
  }
}

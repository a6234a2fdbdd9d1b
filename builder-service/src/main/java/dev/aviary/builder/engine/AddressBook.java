package dev.aviary.builder.engine;

import dev.aviary.contract.file.DataFile;
import jakarta.inject.Singleton;
import java.io.IOException;
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

  private final DataFile file;
  private final ReentrantLock turn = new ReentrantLock();
  private int last;

  AddressBook(EngineSettings settings) {
    this.file = new DataFile(settings.addresses());
    this.last = recall(file);
  }

  /**
   * The next free address.
   *
   * @param used addresses of containers
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
    for (int tried = Subnet.FIRST; tried <= subnet.last(); tried++) {
      candidate =
          candidate < Subnet.FIRST || candidate >= subnet.last() ? Subnet.FIRST : candidate + 1;
      if (!used.contains(subnet.address(candidate))) {
        return candidate;
      }
    }
    throw new IllegalStateException(
        "all %d addresses of %s are used"
            .formatted(subnet.last() - Subnet.FIRST + 1, subnet.cidr()));
  }

  private static int recall(DataFile file) {
    try {
      return file.read().map(String::strip).map(Integer::parseInt).orElse(0);
    } catch (IOException | NumberFormatException e) {
      LOG.atWarn().addKeyValue("file", file).setCause(e).log("Could not read the last address");
      return 0;
    }
  }

  private void remember() {
    try {
      file.write(Integer.toString(last));
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("file", file).setCause(e).log("Could not save the last address");
    }
  }
}

package dev.aviary.builder.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The packing of one build context, which ends when it takes too long or is no longer wanted. */
final class Packing {
  /** Bytes of a path that Linux takes: PATH_MAX without the zero at its end. */
  static final int LONGEST_PATH = 4_095;

  private final BuildWatch watch;
  private final Duration deadline;
  private final long begun = System.nanoTime();

  Packing(BuildWatch watch, Duration deadline) {
    this.watch = watch;
    this.deadline = deadline;
  }

  /** Packing has ended before its time. */
  static final class EndedException extends IOException {
    private final transient Built result;

    EndedException(Built result) {
      super("packing ended: " + result);
      this.result = result;
    }

    Built result() {
      return result;
    }
  }

  /** A line for the log of the deployment. */
  void remark(String line) {
    watch.line(line);
  }

  /**
   * To be asked before each entry.
   *
   * @throws EndedException when there is a result already
   */
  void goOn(String path) throws EndedException {
    if (path.length() > LONGEST_PATH
        || path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      throw new EndedException(
          new Built.Broken(
              "the path %.60s... has more than %,d bytes".formatted(path, LONGEST_PATH)));
    }
    if (System.nanoTime() - begun > deadline.toNanos()) {
      throw new EndedException(
          new Built.Broken(
              "the source was not packed within %d s: it has too many files, or %s too many patterns"
                  .formatted(deadline.toSeconds(), Ignored.FILE)));
    }
    if (!watch.wanted()) {
      throw new EndedException(new Built.Unwanted());
    }
  }
}

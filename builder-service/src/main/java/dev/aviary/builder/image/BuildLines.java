package dev.aviary.builder.image;

import dev.aviary.contract.log.TerminalText;
import java.util.ArrayDeque;
import java.util.Deque;

/** The lines of one build: each goes into the deployment's log, the last are kept. */
final class BuildLines {
  /** Lines that a failure is told with. */
  static final int TOLD = 30;

  private final BuildWatch watch;
  private final Deque<String> last = new ArrayDeque<>();

  BuildLines(BuildWatch watch) {
    this.watch = watch;
  }

  synchronized void add(String text) {
    String line = TerminalText.plain(text).stripTrailing();
    if (line.isEmpty()) {
      return;
    }
    watch.line(line);
    last.addLast(line);
    if (last.size() > TOLD) {
      last.removeFirst();
    }
  }

  /** The reason that a build failed, if none of the last lines says it. */
  synchronized void conclude(String error) {
    if (!tail().contains(TerminalText.plain(error).strip())) {
      error.lines().forEach(this::add);
    }
  }

  /** The last lines, oldest first. */
  synchronized String tail() {
    return String.join("\n", last);
  }
}

package dev.aviary.builder.image;

import dev.aviary.builder.engine.TerminalText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.regex.Pattern;

/** The lines of one build: each goes into the deployment's log, the last are kept. */
final class BuildLines {
  /** Lines that a failure is told with. */
  static final int TOLD = 30;

  /** As BuildKit and the classic builder name a step when it begins. */
  private static final Pattern STEP = Pattern.compile("\\[[^]]*\\d+/\\d+] |Step \\d+/\\d+ : ");

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

  /** The last lines from where the last step began, if that is among them. */
  synchronized String ofLastStep() {
    var lines = new ArrayList<String>();
    for (String line : last) {
      if (STEP.matcher(line).lookingAt()) {
        lines.clear();
      }
      lines.add(line);
    }
    return String.join("\n", lines);
  }

  /** The last lines, oldest first. */
  synchronized String tail() {
    return String.join("\n", last);
  }
}

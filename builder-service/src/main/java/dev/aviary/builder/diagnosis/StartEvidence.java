package dev.aviary.builder.diagnosis;

import dev.aviary.builder.engine.ContainerEnd;
import dev.aviary.builder.engine.ContainerFacts;
import dev.aviary.builder.engine.ListeningSocket;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.probe.ProbeAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a container that did not start as it should.
 *
 * @param run what it was made with
 * @param ending how it ended, or that it runs
 * @param asked what the last probe asked for, with its host; null when none was made
 * @param sockets on which its programs listen; nothing when that is not known
 */
public record StartEvidence(
    RunOptions run,
    ContainerFacts facts,
    ContainerEnd ending,
    @Nullable Asked asked,
    Optional<List<ListeningSocket>> sockets) {
  private static final int BEFORE = 6;

  /**
   * A probe.
   *
   * @param host the {@code Host} that was sent
   * @param error what stood against it
   * @param answer null: nothing that is HTTP
   * @param localhost whether it was the host that was refused: localhost was answered otherwise
   */
  public record Asked(
      String path, String host, String error, @Nullable ProbeAnswer answer, boolean localhost) {}

  /** Of one that no probe asked. */
  public static StartEvidence unasked(RunOptions run, ContainerFacts facts, ContainerEnd ending) {
    return new StartEvidence(run, facts, ending, null, Optional.empty());
  }

  /** The last line it printed, or the engine said of it, in which one of these words stands. */
  Optional<String> line(Pattern words) {
    return line(line -> words.matcher(line.toLowerCase(Locale.ROOT)).find());
  }

  /** The same line with the few before it, as a trace names what was called. */
  String around(String line) {
    List<String> lines = ending.lines().stream().map(String::strip).toList();
    int at = lines.lastIndexOf(line);
    return at < 0 ? line : String.join("\n", lines.subList(Math.max(0, at - BEFORE), at + 1));
  }

  private Optional<String> line(Predicate<String> says) {
    return ending.lines().reversed().stream()
        .map(String::strip)
        .filter(says)
        .findFirst()
        .or(() -> Optional.of(ending.error()).filter(says))
        .map(StartEvidence::shortened);
  }

  private static String shortened(String line) {
    return line.length() <= 300 ? line : line.substring(0, 300) + "...";
  }
}

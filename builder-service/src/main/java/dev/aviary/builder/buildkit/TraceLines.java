package dev.aviary.builder.buildkit;

import dev.aviary.builder.buildkit.BuildTrace.Output;
import dev.aviary.builder.buildkit.BuildTrace.Vertex;
import dev.aviary.builder.engine.LineCutter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what BuildKit tells of a build into lines: the name of a step when it begins, what it
 * prints, and how it ended. Steps run at the same time: where another one prints, its name comes
 * first.
 */
final class TraceLines {
  /** Steps that BuildKit adds to every build. */
  private static final String INTERNAL = "[internal] ";

  private static final String METADATA = "[internal] load metadata for ";
  private static final String ANOTHER_FAILED = "context canceled";
  private static final double WORTH_TELLING = 1.0;

  private final Consumer<String> lines;
  private final int longest;
  private final Map<String, Step> steps = new HashMap<>();
  private String speaker = "";
  private @Nullable String failed;

  /** A step that is known. */
  private static final class Step {
    private final String name;
    private final LineCutter output;
    private boolean told;
    private boolean ended;

    Step(String name, LineCutter output) {
      this.name = name;
      this.output = output;
    }
  }

  /**
   * @param longest characters of a line
   */
  TraceLines(int longest, Consumer<String> lines) {
    this.longest = longest;
    this.lines = lines;
  }

  void tell(BuildTrace trace) {
    trace.vertices().forEach(this::begun);
    trace.outputs().forEach(this::output);
    trace.vertices().forEach(this::ended);
  }

  /** The name of the first step that failed by itself, if one did. */
  Optional<String> failed() {
    return Optional.ofNullable(failed);
  }

  /** The names of all steps, which are told when the build begins. */
  List<String> names() {
    return steps.values().stream().map(step -> step.name).toList();
  }

  /** Ends the lines that have begun. */
  void end() {
    steps.values().forEach(step -> step.output.end());
  }

  private void begun(Vertex vertex) {
    Step step = step(vertex.digest(), vertex.name());
    if (vertex.started() > 0 && !step.told && !step.ended && !quiet(step.name)) {
      step.told = true;
      lines.accept(vertex.cached() ? "CACHED " + step.name : step.name);
      speaker = vertex.digest();
    }
  }

  private void ended(Vertex vertex) {
    Step step = step(vertex.digest(), vertex.name());
    if (vertex.completed() > 0 && !step.ended) {
      step.ended = true;
      ended(step, vertex);
    }
  }

  /** An error is told at the end, because what the step printed last may come after it. */
  private void ended(Step step, Vertex vertex) {
    double seconds = vertex.completed() - vertex.started();
    if (!vertex.error().isEmpty()) {
      if (failed == null && !vertex.error().contains(ANOTHER_FAILED)) {
        failed = step.name;
      }
    } else if (step.told && seconds >= WORTH_TELLING) {
      lines.accept(String.format(Locale.ROOT, "%s: done in %.1f s", step.name, seconds));
    }
  }

  private void output(Output output) {
    Step step = step(output.vertex(), "");
    if (!speaker.equals(output.vertex()) && !step.name.isEmpty()) {
      speaker = output.vertex();
      step.told = true;
      lines.accept(step.name);
    }
    step.output.take(output.text());
  }

  private Step step(String digest, String name) {
    return steps.computeIfAbsent(
        digest,
        _ -> new Step(name.replaceAll("\\s+", " ").strip(), new LineCutter(longest, lines)));
  }

  private static boolean quiet(String name) {
    return name.startsWith(INTERNAL) && !name.startsWith(METADATA);
  }
}

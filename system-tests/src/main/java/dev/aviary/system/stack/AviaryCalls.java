package dev.aviary.system.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The command {@code aviary} of one instance, as a person or a script runs it.
 *
 * @param root the project's folder
 * @param more further variables of its environment
 */
public record AviaryCalls(Path root, String instance, Map<String, String> more) {
  public AviaryCalls {
    more = Map.copyOf(more);
  }

  public AviaryCalls with(Map<String, String> variables) {
    var all = new HashMap<>(more);
    all.putAll(variables);
    return new AviaryCalls(root, instance, all);
  }

  /** Runs it to its end, without a terminal and without input. */
  public CommandResult run(String... arguments) {
    return ended(command(arguments));
  }

  /**
   * Runs it to its end on a terminal of its own, whose text, both streams in one, is the output.
   */
  public CommandResult onTerminal(String... arguments) {
    String line =
        command(arguments).stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    return with(Map.of("TERM", "xterm"))
        .ended(List.of("script", "--quiet", "--return", "--command", line, "/dev/null"));
  }

  private CommandResult ended(List<String> command) {
    try {
      Process process = started(command);
      process.getOutputStream().close();
      CompletableFuture<String> err =
          CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
      String out = text(process.getInputStream());
      return new CommandResult(process.waitFor(), out, err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it; the caller ends it. */
  public Process start(String... arguments) throws IOException {
    return started(command(arguments));
  }

  private List<String> command(String... arguments) {
    var command = new ArrayList<>(List.of(root.resolve("deploy/aviary").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Process started(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("AVIARY_"));
    builder.environment().put("AVIARY_INSTANCE", instance);
    builder.environment().putAll(more);
    return builder.start();
  }

  private static String text(java.io.InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

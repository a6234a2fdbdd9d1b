package dev.aviary.system.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Commands on the host, as a person would type them. */
public final class Shell {
  private Shell() {}

  /** Runs a command and gives what it printed; what it says on the way is shown. */
  public static String run(String program, String... arguments) {
    return run(Path.of("."), Map.of(), program, arguments);
  }

  public static String run(
      Path folder, Map<String, String> environment, String program, String... arguments) {
    List<String> command = Stream.concat(Stream.of(program), Stream.of(arguments)).toList();
    try {
      var builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      // Whoever runs the tests may be about an instance of their own; ours takes nothing from it.
      builder.environment().keySet().removeIf(name -> name.startsWith("AVIARY_"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError(
            "%s ended with %d:%n%s".formatted(String.join(" ", command), code, output));
      }
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

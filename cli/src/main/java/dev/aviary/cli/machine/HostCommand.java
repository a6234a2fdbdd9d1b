package dev.aviary.cli.machine;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A program of this machine that a person watches: its output is the terminal's. */
public final class HostCommand {
  private HostCommand() {}

  /** Runs it and gives its exit code. */
  public static int run(Map<String, String> more, List<String> command) {
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(more);
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED, "Cannot run %s.".formatted(command.getFirst()), e.getMessage(), null);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.aviary.builder.running;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * A program that the owner wants to run in a container.
 *
 * @param command the program and its arguments, 1 to 100 of at most 10,000 characters; no shell
 *     reads them
 * @param timeoutSeconds after which it is killed, 1 to 3,600; null: 60
 */
@Serdeable
record ExecRequest(List<String> command, Integer timeoutSeconds) {
  ExecRequest {
    command = Check.list(command, "command");
    Check.that(
        !command.isEmpty() && command.size() <= 100 && !command.getFirst().isBlank(),
        "command is a list of a program and its arguments, as in [\"ls\", \"-l\"]; at most 100");
    for (String part : command) {
      Check.that(
          part.length() <= 10_000 && part.indexOf(0) < 0,
          "command has a part of more than 10,000 characters, or with a zero byte");
    }
    timeoutSeconds =
        Check.range(timeoutSeconds == null ? 60 : timeoutSeconds, 1, 3600, "timeoutSeconds");
  }

  /** As one line. */
  String shown() {
    String line = String.join(" ", command);
    return line.length() <= 500 ? line : line.substring(0, 500) + "...";
  }
}

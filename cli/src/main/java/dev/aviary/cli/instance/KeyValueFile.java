package dev.aviary.cli.instance;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files of KEY=value lines, read as deploy/lib/settings.sh reads them. */
public final class KeyValueFile {
  private KeyValueFile() {}

  /** Nothing where there is no such file. */
  public static Map<String, String> read(Path file) {
    var values = new LinkedHashMap<String, String>();
    if (!Files.exists(file)) {
      return values;
    }
    for (String line : lines(file)) {
      int equals = line.indexOf('=');
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (equals < 1 || !line.substring(0, equals).matches("[A-Z][A-Z0-9_]*")) {
        throw CommandFailure.usage(
            "Cannot read a line of %s: it is not KEY=value.".formatted(file),
            "compare with deploy/aviary.env.example");
      }
      // As in the scripts, the first line of a key counts.
      values.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
    }
    return values;
  }

  private static Iterable<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (AccessDeniedException e) {
      throw new CommandFailure(
          ExitStatus.NOT_ALLOWED,
          "You may not read %s.".formatted(file),
          "it holds the admin token, which is for its owner alone",
          "run the command as that user, or with sudo");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.NOT_REACHED, "Cannot read %s.".formatted(file), e.getMessage(), null);
    }
  }
}

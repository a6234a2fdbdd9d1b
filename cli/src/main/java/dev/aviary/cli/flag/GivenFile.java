package dev.aviary.cli.flag;

import dev.aviary.cli.exit.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is sent as it is. */
final class GivenFile {
  private GivenFile() {}

  /**
   * @param name of the file, or {@code -} for the standard input
   */
  static byte[] read(String name) {
    try {
      return name.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
    } catch (IOException e) {
      throw CommandFailure.usage(
          "Cannot read %s: %s".formatted(name, e.getMessage()), "name a file, or - for the input");
    }
  }
}

package dev.aviary.contract.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The answers that a module's tests were given, in its {@code target}: those of the last run in
 * which a service answered.
 */
final class AnswerFile {
  private static final Set<GivenAnswer> WRITTEN = ConcurrentHashMap.newKeySet();

  private static boolean first = true;

  private AnswerFile() {}

  static void add(GivenAnswer given) {
    if (WRITTEN.add(given)) {
      append(given.line());
    }
  }

  static List<GivenAnswer> read() {
    try {
      return Files.readAllLines(file()).stream().map(GivenAnswer::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("run the module's tests first", e);
    }
  }

  private static synchronized void append(String line) {
    try {
      if (first) {
        Files.deleteIfExists(file());
        first = false;
      }
      Files.writeString(file(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file() {
    return Path.of(System.getProperty(GivenAnswers.TESTED), "target", "given-answers.txt");
  }
}

package dev.aviary.monitor.console.page;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The console's files in the service's jar, each read once. */
@Singleton
final class ConsoleFiles {
  private static final String FOLDER = "/console/";

  /** No segment begins with a dot, so that none leads out of the folder. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_@-][A-Za-z0-9._@-]*(/[A-Za-z0-9_@-][A-Za-z0-9._@-]*){0,8}");

  private final Map<String, ConsoleFile> read = new ConcurrentHashMap<>();

  Optional<ConsoleFile> find(String name) {
    ConsoleFile known = read.get(name);
    if (known != null || !NAME.matcher(name).matches() || ConsoleFile.type(name) == null) {
      return Optional.ofNullable(known);
    }
    try (InputStream stream = ConsoleFiles.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) {
        return Optional.empty();
      }
      ConsoleFile file = ConsoleFile.of(name, stream.readAllBytes());
      read.put(name, file);
      return Optional.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.aviary.cli.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a folder that a person works in tells of an app: where it is pushed to, and its port. */
record LocalRepository(Path folder) {
  private static final Pattern REMOTE =
      Pattern.compile("(?ms)^\\[remote \"origin\"\\][^\\[]*?^\\s*url\\s*=\\s*(\\S+)");
  private static final Pattern EXPOSE =
      Pattern.compile("(?im)^\\s*EXPOSE\\s+(\\d{1,5})(?:/tcp)?\\b");

  /** The address of its remote {@code origin}; empty where there is none. */
  String address() {
    Matcher remote = REMOTE.matcher(text(".git/config"));
    return remote.find() ? remote.group(1) : "";
  }

  /** The name of the folder as an app may be called. */
  String name() {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
    return name.replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+|-+$", "");
  }

  boolean hasDockerfile() {
    return Files.isRegularFile(folder.resolve("Dockerfile"));
  }

  /** What the last EXPOSE of its Dockerfile names; empty where there is none. */
  String port() {
    Matcher expose = EXPOSE.matcher(text("Dockerfile"));
    String port = "";
    while (expose.find()) {
      port = expose.group(1);
    }
    return port;
  }

  private String text(String file) {
    try {
      Path path = folder.resolve(file);
      return Files.isRegularFile(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      return "";
    }
  }
}

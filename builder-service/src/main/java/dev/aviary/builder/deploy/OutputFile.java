package dev.aviary.builder.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of what one build prints. It takes lines until it is full, and says that it is. */
final class OutputFile {
  private static final Logger LOG = LoggerFactory.getLogger(OutputFile.class);

  private final Path file;
  private final long most;
  private long bytes;
  private boolean open;

  /**
   * @param most bytes, but for the line that says that it is full
   */
  OutputFile(Path file, long most) {
    this.file = file;
    this.most = most;
    this.bytes = file.toFile().length();
    this.open = bytes < most;
  }

  void line(String text) {
    if (!open) {
      return;
    }
    byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes + line.length > most) {
      open = false;
      line =
          "... all that follows is left out: this file is full ...\n"
              .getBytes(StandardCharsets.UTF_8);
    }
    try {
      Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      bytes += line.length;
    } catch (IOException e) {
      open = false;
      LOG.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("reason", e.getMessage())
          .log("Could not save the output of a build");
    }
  }
}

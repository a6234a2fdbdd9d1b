package dev.aviary.contract.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A text on disk that only this service reads. It is written to a file beside it and through to the
 * disk, then renamed: after a crash of the machine the file is whole, the old one or the new one.
 */
public final class DataFile {
  private final Path path;
  private final String suffix;

  public DataFile(Path path) {
    this(path, ".new");
  }

  /**
   * @param suffix of the file beside it; not that of another process that writes the same text
   */
  public DataFile(Path path, String suffix) {
    this.path = path;
    this.suffix = suffix;
  }

  /** The text; nothing when there is no file. */
  public Optional<String> read() throws IOException {
    return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
  }

  public void write(String text) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path beside = path.resolveSibling(path.getFileName() + suffix);
    // Not a channel: an interrupt in the middle would close it.
    try (var out = new FileOutputStream(beside.toFile())) {
      Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    }
    Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

package dev.aviary.builder.buildkit;

import java.io.IOException;
import java.io.InputStream;

/**
 * An entry of a folder that a build is served.
 *
 * @param path from the folder on, without a slash at its beginning or its end
 * @param mode as Go's {@code os.FileMode}: permissions, and a bit for what it is
 * @param size bytes of a file, else 0
 * @param target of a link, else empty
 * @param modified when it was changed, in nanoseconds since 1970
 */
public record SentFile(
    String path, long mode, long size, String target, long modified, Content content) {
  private static final long FOLDER = 1L << 31;
  private static final long LINK = 1L << 27;

  /** Opens the bytes of a file. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }

  public static SentFile file(
      String path, long permissions, long size, long modified, Content content) {
    return new SentFile(path, permissions, size, "", modified, content);
  }

  public static SentFile folder(String path, long permissions, long modified) {
    return new SentFile(path, permissions | FOLDER, 0, "", modified, InputStream::nullInputStream);
  }

  public static SentFile link(String path, long permissions, String target, long modified) {
    return new SentFile(
        path, permissions | LINK, 0, target, modified, InputStream::nullInputStream);
  }
}

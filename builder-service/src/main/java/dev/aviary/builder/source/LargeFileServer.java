package dev.aviary.builder.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** What keeps the large files of a repository: a folder of the disk, or a server of HTTP. */
interface LargeFileServer {

  /** Takes one file. */
  @FunctionalInterface
  interface Receiver {
    void receive(LargeFile.Wanted file, InputStream content) throws IOException;
  }

  /**
   * Hands the files over one after the other.
   *
   * @throws MissingException when one of them cannot be had
   */
  void fetch(List<LargeFile.Wanted> files, Receiver receiver) throws IOException;

  /** Why it could not be reached and what to do, for a person. */
  String reason(IOException failure);

  /** One file cannot be had. */
  final class MissingException extends IOException {
    private static final long serialVersionUID = 1;

    private final String reason;

    /**
     * @param why for a person, with what to do
     */
    MissingException(LargeFile.Wanted file, String why) {
      super(why);
      this.reason = "%s is kept by Git LFS and cannot be fetched: %s".formatted(file.path(), why);
    }

    String reason() {
      return reason;
    }
  }
}

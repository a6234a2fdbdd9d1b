package dev.aviary.builder.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;

/**
 * A file that Git LFS keeps beside the repository. A pointer stands for it in the tree.
 *
 * @param files where it is fetched to
 */
record LargeFile(LargeFilePointer pointer, LargeFiles files) implements SourceTree.Content {

  /** One that is fetched, and its path in the tree. */
  record Wanted(String path, LargeFilePointer pointer) {}

  @Override
  public void copyTo(OutputStream out) throws IOException {
    Files.copy(files.place(pointer), out);
  }
}

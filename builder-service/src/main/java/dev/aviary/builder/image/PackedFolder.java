package dev.aviary.builder.image;

import dev.aviary.builder.buildkit.SentFile;
import dev.aviary.builder.buildkit.SentFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** A packed build context, read file by file. */
final class PackedFolder implements AutoCloseable {
  private static final int PERMISSIONS = 0777;
  private static final long NANOS = 1_000_000_000L;

  private final TarFile tar;

  PackedFolder(Path file) throws IOException {
    this.tar = new TarFile(file);
  }

  /** Its entries, whose content can be read until this is closed. */
  SentFolder folder() {
    List<SentFile> files = new ArrayList<>();
    for (TarArchiveEntry entry : tar.getEntries()) {
      files.add(file(entry));
    }
    return new SentFolder(files);
  }

  private SentFile file(TarArchiveEntry entry) {
    String path = entry.getName().replaceFirst("/$", "");
    int mode = entry.getMode() & PERMISSIONS;
    Instant time = entry.getLastModifiedTime().toInstant();
    long modified = time.getEpochSecond() * NANOS + time.getNano();
    if (entry.isDirectory()) {
      return SentFile.folder(path, mode, modified);
    }
    if (entry.isSymbolicLink()) {
      return SentFile.link(path, mode, entry.getLinkName(), modified);
    }
    return SentFile.file(path, mode, entry.getSize(), modified, () -> tar.getInputStream(entry));
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}

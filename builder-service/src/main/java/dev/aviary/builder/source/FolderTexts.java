package dev.aviary.builder.source;

import dev.aviary.contract.file.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts of apps in a file each, which no other user of the machine may read. For one process. */
final class FolderTexts implements AppTexts {
  private static final List<String> ALL = List.of(DeployKeys.NAME, KnownHosts.NAME);

  private final Path folder;

  FolderTexts(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<String> find(String app, String name) throws IOException {
    return file(app, name).read();
  }

  @Override
  public synchronized boolean replace(
      String app, String name, @Nullable String before, String after) throws IOException {
    if (!Optional.ofNullable(before).equals(find(app, name))) {
      return false;
    }
    put(app, name, after);
    return true;
  }

  void put(String app, String name, String text) throws IOException {
    file(app, name).write(text);
  }

  /** When the text was written; nothing where there is none. */
  Optional<Instant> writtenAt(String app, String name) throws IOException {
    Path path = path(app, name);
    return Files.exists(path)
        ? Optional.of(Files.getLastModifiedTime(path).toInstant())
        : Optional.empty();
  }

  @Override
  public void forget(String app, String name) throws IOException {
    Files.deleteIfExists(path(app, name));
  }

  @Override
  public void removed(String app) throws IOException {
    for (String name : ALL) {
      forget(app, name);
    }
  }

  private DataFile file(String app, String name) {
    return new DataFile(path(app, name));
  }

  private Path path(String app, String name) {
    return folder.resolve(app + "." + name);
  }
}

package dev.aviary.builder.buildkit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entries of a folder that a build is served, in the order in which BuildKit takes them. */
public final class SentFolder {
  /** A folder comes right before what is in it, whatever characters its neighbours' names have. */
  private static final Comparator<SentFile> ORDER =
      Comparator.comparing(file -> file.path().replace('/', '\0'));

  private static final String IGNORE_FILE = ".dockerignore";

  /** A folder without a name. */
  private static final long PERMISSIONS = 0755;

  private final List<SentFile> files;

  /**
   * @param files the entries, in any order; folders that they lie in may be missing
   */
  public SentFolder(List<SentFile> files) {
    Map<String, SentFile> entries = new HashMap<>();
    files.forEach(file -> entries.put(file.path(), file));
    files.forEach(file -> above(file, entries));
    this.files = entries.values().stream().sorted(ORDER).toList();
  }

  /**
   * Adds the folders that an entry lies in: an ignore file may leave one out and not what is in it.
   */
  private static void above(SentFile file, Map<String, SentFile> entries) {
    String path = file.path();
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      String folder = path.substring(0, end);
      entries.putIfAbsent(folder, SentFile.folder(folder, PERMISSIONS, file.modified()));
    }
  }

  List<SentFile> files() {
    return files;
  }

  /**
   * The same with those entries alone. An ignore file is not among them: what it says has been done
   * already.
   */
  SentFolder only(Set<String> paths) {
    return new SentFolder(
        files.stream()
            .filter(file -> paths.contains(file.path()) && !file.path().endsWith(IGNORE_FILE))
            .toList());
  }
}

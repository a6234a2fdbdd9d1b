package dev.aviary.builder.buildkit;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The entries of a folder that a build is served, in the order in which BuildKit takes them. */
public final class SentFolder {
  /** A folder comes right before what is in it, whatever characters its neighbours' names have. */
  private static final Comparator<SentFile> ORDER =
      Comparator.comparing(file -> file.path().replace('/', '\0'));

  private final List<SentFile> files;

  public SentFolder(List<SentFile> files) {
    this.files = files.stream().sorted(ORDER).toList();
  }

  List<SentFile> files() {
    return files;
  }

  /** The same with those entries alone. */
  SentFolder only(Set<String> paths) {
    return new SentFolder(files.stream().filter(file -> paths.contains(file.path())).toList());
  }
}

package dev.aviary.builder.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a build takes of a tree: how much it is, and which of it Git LFS keeps elsewhere. */
final class BuildShare implements SourceTree.Visitor {
  private final SourceTree.Filter filter;
  private final Map<LargeFiles, List<LargeFile.Wanted>> large = new LinkedHashMap<>();
  private long bytes;

  BuildShare(SourceTree.Filter filter) {
    this.filter = filter;
  }

  long bytes() {
    return bytes;
  }

  /**
   * Fetches what is kept elsewhere.
   *
   * @return the first file that cannot be had, with the reason and what to do; nothing when all are
   *     here
   */
  Optional<String> fetch(Fetching fetching) {
    for (Map.Entry<LargeFiles, List<LargeFile.Wanted>> each : large.entrySet()) {
      Optional<String> reason = each.getKey().fetch(each.getValue(), fetching);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  /** Removes large files of other commits when all of them together have more bytes. */
  void sweep(long most) throws IOException {
    Set<String> kept =
        large.values().stream()
            .flatMap(List::stream)
            .map(wanted -> wanted.pointer().oid())
            .collect(Collectors.toSet());
    for (LargeFiles each : large.keySet()) {
      each.sweep(kept, most);
    }
  }

  @Override
  public void folder(String path) {}

  @Override
  public void file(String path, boolean executable, long size, SourceTree.Content content)
      throws IOException {
    if (filter.takes(path)) {
      bytes += size;
      if (content instanceof LargeFile(LargeFilePointer pointer, LargeFiles files)) {
        large
            .computeIfAbsent(files, _ -> new ArrayList<>())
            .add(new LargeFile.Wanted(path, pointer));
      }
    }
  }

  @Override
  public void link(String path, String target) throws IOException {
    if (filter.takes(path)) {
      bytes += target.length();
    }
  }

  @Override
  public void submodule(String path, String reason) {}
}

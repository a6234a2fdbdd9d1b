package dev.aviary.builder.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files of one commit, read from the clone's objects, with those of its submodules at their
 * paths. Links are handed over, not followed.
 */
public final class SourceTree implements AutoCloseable {
  /** A Dockerfile or Procfile that is larger is none. */
  private static final int LARGEST_TEXT = 256 * 1024;

  private final Repository clone;
  private final RevCommit commit;
  private final Map<String, Submodule> submodules;
  private final Optional<LargeFiles> large;
  private final SourceSettings settings;
  private final Fetching fetching;

  /**
   * @param submodules by their paths
   * @param large reads the pointers of Git LFS; empty when the tree has none
   */
  SourceTree(
      Repository clone,
      RevCommit commit,
      Map<String, Submodule> submodules,
      Optional<LargeFiles> large,
      SourceSettings settings,
      Fetching fetching) {
    this.clone = clone;
    this.commit = commit;
    this.submodules = Map.copyOf(submodules);
    this.large = large;
    this.settings = settings;
    this.fetching = fetching;
  }

  /** Takes the entries of a tree, a folder before what is in it, in an order that never changes. */
  public interface Visitor {
    void folder(String path) throws IOException;

    void file(String path, boolean executable, long bytes, Content content) throws IOException;

    void link(String path, String target) throws IOException;

    /**
     * Another repository, whose files are left out; its folder was handed over before.
     *
     * @param reason for a person
     */
    void submodule(String path, String reason) throws IOException;
  }

  /** Says of each file whether a build takes it. */
  @FunctionalInterface
  public interface Filter {
    boolean takes(String path) throws IOException;
  }

  /** The bytes of one file. */
  @FunctionalInterface
  public interface Content {
    void copyTo(OutputStream out) throws IOException;
  }

  public Instant committedAt() {
    return Instant.ofEpochSecond(commit.getCommitTime());
  }

  /**
   * Counts what a build takes of the tree, and fetches those of the files that Git LFS keeps.
   *
   * @return why it cannot be built, for a person; nothing when it can
   */
  public Optional<String> take(Filter filter) throws IOException {
    var share = new BuildShare(filter);
    visit(share);
    if (share.bytes() > settings.limitBytes()) {
      return Optional.of(
          "the files that are built have %d bytes; the limit is %d (aviary.source.limit-megabytes), and what .dockerignore leaves out does not count"
              .formatted(share.bytes(), settings.limitBytes()));
    }
    share.sweep(settings.limitBytes());
    return share.fetch(fetching);
  }

  /**
   * The path of the file that a path leads to, by links within the repository; nothing when there
   * is none, or it leads out.
   */
  public Optional<String> follow(String path) throws IOException {
    return new LinkedPath(clone, commit.getTree()).follow(path);
  }

  /** Whether a link lies at this path, wherever it leads. */
  public boolean isLink(String path) throws IOException {
    try (TreeWalk walk = TreeWalk.forPath(clone, path, commit.getTree())) {
      return walk != null && FileMode.SYMLINK.equals(walk.getRawMode(0));
    }
  }

  /** A file as text; nothing when there is none or it is a link. */
  public Optional<String> text(String path) throws IOException {
    Optional<String> module = submoduleOf(path);
    if (module.isPresent()) {
      return submodules.get(module.get()) instanceof Submodule.Fetched(SourceTree tree)
          ? tree.text(path.substring(module.get().length() + 1))
          : Optional.empty();
    }
    try (TreeWalk walk = TreeWalk.forPath(clone, path, commit.getTree())) {
      if (walk == null || (walk.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
        return Optional.empty();
      }
      ObjectId id = walk.getObjectId(0);
      return clone.open(id).getSize() > LARGEST_TEXT
          ? Optional.empty()
          : Optional.of(new String(clone.open(id).getBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Bytes of a file; 0 when there is none or it is a link. */
  public long size(String name) throws IOException {
    try (TreeWalk walk = TreeWalk.forPath(clone, name, commit.getTree())) {
      return walk == null || (walk.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE
          ? 0
          : clone.open(walk.getObjectId(0)).getSize();
    }
  }

  public void visit(Visitor visitor) throws IOException {
    visit("", visitor);
  }

  /**
   * The same as part of another tree.
   *
   * @param above its path there, with a slash at its end
   */
  private void visit(String above, Visitor visitor) throws IOException {
    var checker = new ObjectChecker();
    try (var walk = new TreeWalk(clone)) {
      walk.addTree(commit.getTree());
      while (walk.next()) {
        checker.checkPath(walk.getPathString());
        visit(walk, above, visitor);
        if (walk.isSubtree()) {
          walk.enterSubtree();
        }
      }
    }
  }

  @Override
  public void close() {
    clone.close();
    close(submodules.values());
  }

  static void close(Collection<Submodule> submodules) {
    for (Submodule each : submodules) {
      if (each instanceof Submodule.Fetched(SourceTree tree)) {
        tree.close();
      }
    }
  }

  private Optional<String> submoduleOf(String path) {
    return submodules.keySet().stream().filter(each -> path.startsWith(each + "/")).findFirst();
  }

  private void visit(TreeWalk walk, String above, Visitor visitor) throws IOException {
    String path = above + walk.getPathString();
    ObjectId id = walk.getObjectId(0);
    switch (walk.getRawMode(0) & FileMode.TYPE_MASK) {
      case FileMode.TYPE_TREE -> visitor.folder(path);
      case FileMode.TYPE_GITLINK -> visitSubmodule(walk.getPathString(), path, visitor);
      case FileMode.TYPE_SYMLINK ->
          visitor.link(path, new String(clone.open(id).getBytes(), StandardCharsets.UTF_8));
      default -> {
        ObjectLoader file = clone.open(id);
        boolean executable = FileMode.EXECUTABLE_FILE.equals(walk.getRawMode(0));
        LargeFile kept = large.isPresent() ? large.get().find(walk, file) : null;
        if (kept == null) {
          visitor.file(path, executable, file.getSize(), file::copyTo);
        } else {
          visitor.file(path, executable, kept.pointer().bytes(), kept);
        }
      }
    }
  }

  /** One that is left out is an empty folder, as git leaves it. */
  private void visitSubmodule(String module, String path, Visitor visitor) throws IOException {
    visitor.folder(path);
    switch (submodules.get(module)) {
      case Submodule.Fetched(SourceTree tree) -> tree.visit(path + "/", visitor);
      case Submodule.LeftOut(String reason) -> visitor.submodule(path, reason);
      case null -> visitor.submodule(path, "it was not looked for");
    }
  }
}

package dev.aviary.builder.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files of one commit, read from the clone's objects. Links are handed over, not followed. */
public final class SourceTree implements AutoCloseable {
  /** A Dockerfile or Procfile that is larger is none. */
  private static final int LARGEST_TEXT = 256 * 1024;

  private final Repository clone;
  private final RevCommit commit;

  SourceTree(Repository clone, RevCommit commit) {
    this.clone = clone;
    this.commit = commit;
  }

  /** Takes the entries of a tree, a folder before what is in it, in an order that never changes. */
  public interface Visitor {
    void folder(String path) throws IOException;

    void file(String path, boolean executable, long bytes, Content content) throws IOException;

    void link(String path, String target) throws IOException;

    /** Another repository, which is not fetched. */
    void submodule(String path) throws IOException;
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
   * The path of the file that a path leads to, by links within the repository; nothing when there
   * is none, or it leads out.
   */
  public Optional<String> follow(String path) throws IOException {
    return new LinkedPath(clone, commit.getTree()).follow(path);
  }

  /** A file as text; nothing when there is none or it is a link. */
  public Optional<String> text(String name) throws IOException {
    try (TreeWalk walk = TreeWalk.forPath(clone, name, commit.getTree())) {
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
    var checker = new ObjectChecker();
    try (var walk = new TreeWalk(clone)) {
      walk.addTree(commit.getTree());
      while (walk.next()) {
        checker.checkPath(walk.getPathString());
        visit(walk, visitor);
        if (walk.isSubtree()) {
          walk.enterSubtree();
        }
      }
    }
  }

  /** All files together. */
  long bytes() throws IOException {
    long bytes = 0;
    try (var walk = new TreeWalk(clone);
        ObjectReader reader = clone.newObjectReader()) {
      walk.addTree(commit.getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        if (!FileMode.GITLINK.equals(walk.getRawMode(0))) {
          bytes += reader.getObjectSize(walk.getObjectId(0), ObjectReader.OBJ_ANY);
        }
      }
    }
    return bytes;
  }

  @Override
  public void close() {
    clone.close();
  }

  private void visit(TreeWalk walk, Visitor visitor) throws IOException {
    String path = walk.getPathString();
    ObjectId id = walk.getObjectId(0);
    switch (walk.getRawMode(0) & FileMode.TYPE_MASK) {
      case FileMode.TYPE_TREE -> visitor.folder(path);
      case FileMode.TYPE_GITLINK -> visitor.submodule(path);
      case FileMode.TYPE_SYMLINK ->
          visitor.link(path, new String(clone.open(id).getBytes(), StandardCharsets.UTF_8));
      default -> {
        var file = clone.open(id);
        boolean executable = FileMode.EXECUTABLE_FILE.equals(walk.getRawMode(0));
        visitor.file(path, executable, file.getSize(), file::copyTo);
      }
    }
  }
}

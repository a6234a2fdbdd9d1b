package dev.aviary.builder.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Follows a path through the links of one commit, as a system does through those of a disk. */
final class LinkedPath {
  /** As many as Linux follows in one path. */
  private static final int MOST_LINKS = 40;

  private final Repository clone;
  private final ObjectId tree;
  private final Deque<String> ahead = new ArrayDeque<>();
  private String found = "";
  private int links;

  LinkedPath(Repository clone, ObjectId tree) {
    this.clone = clone;
    this.tree = tree;
  }

  /** Where the path ends; nothing when there is nothing, or it leads out of the commit. */
  Optional<String> follow(String path) throws IOException {
    put(path);
    while (!ahead.isEmpty()) {
      String part = ahead.removeFirst();
      boolean there =
          switch (part) {
            case "", "." -> true;
            case ".." -> up();
            default -> down(part);
          };
      if (!there) {
        return Optional.empty();
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  private void put(String path) {
    List.of(path.split("/", -1)).reversed().forEach(ahead::addFirst);
  }

  private boolean up() {
    if (found.isEmpty()) {
      return false;
    }
    found = found.substring(0, Math.max(0, found.lastIndexOf('/')));
    return true;
  }

  private boolean down(String part) throws IOException {
    String next = found.isEmpty() ? part : found + "/" + part;
    try (TreeWalk walk = TreeWalk.forPath(clone, next, tree)) {
      if (walk == null) {
        return false;
      }
      if (!FileMode.SYMLINK.equals(walk.getRawMode(0))) {
        found = next;
        return true;
      }
      String target =
          new String(clone.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
      links++;
      put(target);
      return links <= MOST_LINKS && !target.startsWith("/");
    }
  }
}

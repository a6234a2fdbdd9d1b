package dev.aviary.builder.source;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.redis.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Puts the tree of one commit together: its own files, and those of its submodules and of theirs. A
 * submodule that cannot be had is left out, with the reason: many are of tests only.
 */
final class TreeAssembly {
  /** Submodules of one commit, those of submodules among them. */
  static final int MOST = 50;

  /** Submodules within submodules. */
  static final int DEEPEST = 3;

  static final String MODULES = ".gitmodules";
  static final String ATTRIBUTES = ".gitattributes";
  static final String LARGE = ".lfsconfig";

  /** Bytes: a commit with a {@code .gitmodules} or {@code .gitattributes} larger is refused. */
  private static final int LARGEST = 256 * 1024;

  /** How deep branches are fetched where a server gives no commit by its name. */
  private static final int HISTORY = 400;

  private final AppSpec spec;
  private final CloneFolders folders;
  private final AccessFactory accesses;
  private final SourceSettings settings;
  private final Wire wire;
  private final Fetching fetching;
  private int submodules;

  TreeAssembly(
      AppSpec spec,
      CloneFolders folders,
      AccessFactory accesses,
      SourceSettings settings,
      Wire wire,
      Fetching fetching) {
    this.spec = spec;
    this.folders = folders;
    this.accesses = accesses;
    this.settings = settings;
    this.wire = wire;
    this.fetching = fetching;
  }

  SourceTree of(Repository clone, RevCommit commit, Access access) throws IOException {
    return of(clone, commit, access, 0);
  }

  private SourceTree of(Repository clone, RevCommit commit, Access access, int depth)
      throws IOException {
    var found = new HashMap<String, ObjectId>();
    boolean large = look(clone, commit, found);
    var parts = new HashMap<String, Submodule>();
    SourceTree tree = null;
    try {
      Map<String, String> addresses = found.isEmpty() ? Map.of() : addresses(clone, commit);
      for (Map.Entry<String, ObjectId> each : found.entrySet()) {
        String url = addresses.get(each.getKey());
        parts.put(
            each.getKey(),
            url == null
                ? new Submodule.LeftOut(MODULES + " does not name it")
                : submodule(url, each.getValue(), access, depth));
      }
      Optional<LargeFiles> files =
          large ? Optional.of(largeFiles(clone, commit, access)) : Optional.empty();
      tree = new SourceTree(clone, commit, parts, files, settings, fetching);
      return tree;
    } finally {
      if (tree == null) {
        SourceTree.close(parts.values());
      }
    }
  }

  /**
   * Finds the submodules of a tree.
   *
   * @return whether some of its files may be kept by Git LFS
   */
  private static boolean look(Repository clone, RevCommit commit, Map<String, ObjectId> submodules)
      throws IOException {
    boolean large = false;
    try (var walk = new TreeWalk(clone)) {
      walk.addTree(commit.getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        if (FileMode.GITLINK.equals(walk.getRawMode(0))) {
          submodules.put(walk.getPathString(), walk.getObjectId(0));
        } else if (walk.getNameString().equals(ATTRIBUTES)) {
          large |= text(clone, walk).contains(LargeFiles.FILTER);
        }
      }
    }
    return large;
  }

  private Submodule submodule(String url, ObjectId id, Access parent, int depth)
      throws IOException {
    if (depth >= DEEPEST) {
      return new Submodule.LeftOut("submodules are fetched %d deep".formatted(DEEPEST));
    }
    if (++submodules > MOST) {
      return new Submodule.LeftOut("%d submodules are fetched at most".formatted(MOST));
    }
    Optional<RepositoryAddress> address = SubmoduleAddress.of(url, parent.address());
    if (address.isEmpty()) {
      return new Submodule.LeftOut(
          "its address is not on the server of the repository that names it");
    }
    Access access = accesses.of(spec, address.get());
    Repository clone = folders.openModule(spec, address.get());
    Submodule result = null;
    try {
      result = submodule(clone, id, access, depth);
      return result;
    } catch (GitAPIException | JGitInternalException e) {
      String why = fetching.ended().orElseGet(() -> access.reason(e));
      result = new Submodule.LeftOut("it cannot be fetched: " + why);
      return result;
    } finally {
      if (!(result instanceof Submodule.Fetched)) {
        clone.close();
      }
    }
  }

  private Submodule submodule(Repository clone, ObjectId id, Access access, int depth)
      throws IOException, GitAPIException {
    if (!clone.getObjectDatabase().has(id)) {
      fetch(clone, id, access);
    }
    if (!clone.getObjectDatabase().has(id)) {
      return new Submodule.LeftOut(
          "commit %s is not in the last %d of its branches".formatted(id.name(), HISTORY));
    }
    try (var walk = new RevWalk(clone)) {
      return new Submodule.Fetched(of(clone, walk.parseCommit(id), access, depth + 1));
    }
  }

  private void fetch(Repository clone, ObjectId id, Access access) throws GitAPIException {
    try {
      fetching.fetch(clone, access, "+" + id.name() + ":refs/aviary/" + id.name(), 1);
    } catch (GitAPIException | JGitInternalException e) {
      if (fetching.ended().isPresent()) {
        throw e;
      }
      // Many servers give only what a branch leads to.
      fetching.fetch(clone, access, "+refs/heads/*:refs/aviary/heads/*", HISTORY);
    }
  }

  private LargeFiles largeFiles(Repository clone, RevCommit commit, Access access)
      throws IOException {
    String configured = config(clone, commit, LARGE).getString("lfs", null, "url");
    return new LargeFiles(
        folders.large(spec),
        access.address().scheme() == RepositoryAddress.Scheme.FILE
            ? new LargeFileFolder(access.address())
            : new LargeFileClient(access, configured, settings.timeoutSeconds(), wire));
  }

  /** The addresses that {@code .gitmodules} gives, by the paths of the submodules. */
  private static Map<String, String> addresses(Repository clone, RevCommit commit)
      throws IOException {
    var addresses = new HashMap<String, String>();
    Config config = config(clone, commit, MODULES);
    for (String name : config.getSubsections("submodule")) {
      String path = config.getString("submodule", name, "path");
      String url = config.getString("submodule", name, "url");
      if (path != null && url != null) {
        addresses.put(path, url);
      }
    }
    return addresses;
  }

  /**
   * A file of the top folder in git's form; empty when there is none, or it is not in that form.
   */
  private static Config config(Repository clone, RevCommit commit, String name) throws IOException {
    var config = new Config();
    try (TreeWalk walk = TreeWalk.forPath(clone, name, commit.getTree())) {
      if (walk != null && (walk.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE) {
        config.fromText(text(clone, walk));
      }
      return config;
    } catch (ConfigInvalidException e) {
      return new Config();
    }
  }

  private static String text(Repository clone, TreeWalk walk) throws IOException {
    ObjectLoader file = clone.open(walk.getObjectId(0));
    if (file.getSize() > LARGEST) {
      throw new IOException("%s has more than %,d bytes".formatted(walk.getPathString(), LARGEST));
    }
    return new String(file.getBytes(), StandardCharsets.UTF_8);
  }
}

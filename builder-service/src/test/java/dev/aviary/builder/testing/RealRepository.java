package dev.aviary.builder.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A real bare git repository in a folder of the test's, to push to. */
public final class RealRepository implements AutoCloseable {
  private static final PersonIdent AUTHOR =
      new PersonIdent(
          "Ada", "ada@example.org", Instant.ofEpochSecond(1_767_225_600), ZoneOffset.UTC);

  private final Repository repository;
  private final Path folder;

  private RealRepository(Repository repository, Path folder) {
    this.repository = repository;
    this.folder = folder;
  }

  public static RealRepository in(Path folder) {
    try {
      var repository = new FileRepositoryBuilder().setBare().setGitDir(folder.toFile()).build();
      repository.create(true);
      return new RealRepository(repository, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return folder.toUri().toString();
  }

  public Path folder() {
    return folder;
  }

  public Repository repository() {
    return repository;
  }

  /** Makes a branch its default one, whether it is there or not. */
  public RealRepository standard(String branch) {
    try {
      repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tree to commit; every method adds an entry. */
  public final class Change {
    private final DirCache index = DirCache.newInCore();
    private final DirCacheEditor editor = index.editor();

    private Change() {}

    public Change file(String path, String text) {
      return add(path, FileMode.REGULAR_FILE, text);
    }

    public Change program(String path, String text) {
      return add(path, FileMode.EXECUTABLE_FILE, text);
    }

    public Change link(String path, String target) {
      return add(path, FileMode.SYMLINK, target);
    }

    public Change submodule(String path) {
      return submodule(path, "1".repeat(40));
    }

    public Change submodule(String path, String commit) {
      return add(path, FileMode.GITLINK, commit);
    }

    /** Commits it as the branch's new tip, without a parent. */
    public String pushTo(String branch) {
      return commit(branch, List.of());
    }

    /** Commits it on top of the branch. */
    public String addTo(String branch) {
      try {
        return commit(branch, List.of(repository.resolve(Constants.R_HEADS + branch)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String commit(String branch, List<ObjectId> parents) {
      try (ObjectInserter inserter = repository.newObjectInserter()) {
        editor.finish();
        var commit = new CommitBuilder();
        commit.setTreeId(index.writeTree(inserter));
        commit.setParentIds(parents);
        commit.setAuthor(AUTHOR);
        commit.setCommitter(AUTHOR);
        commit.setMessage("Change " + branch);
        ObjectId id = inserter.insert(commit);
        inserter.flush();
        RefUpdate update = repository.updateRef(Constants.R_HEADS + branch);
        update.setNewObjectId(id);
        update.forceUpdate();
        return id.name();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Change add(String path, FileMode mode, String content) {
      try (ObjectInserter inserter = repository.newObjectInserter()) {
        ObjectId id =
            mode.equals(FileMode.GITLINK)
                ? ObjectId.fromString(content)
                : inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
        inserter.flush();
        editor.add(
            new DirCacheEditor.PathEdit(path) {
              @Override
              public void apply(DirCacheEntry entry) {
                entry.setFileMode(mode);
                entry.setObjectId(id);
              }
            });
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public Change change() {
    return new Change();
  }

  /** Makes a branch that stands at a commit. */
  public void branch(String name, String commit) {
    try {
      RefUpdate update = repository.updateRef(Constants.R_HEADS + name);
      update.setNewObjectId(ObjectId.fromString(commit));
      update.forceUpdate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void delete(String branch) {
    try {
      RefUpdate update = repository.updateRef(Constants.R_HEADS + branch);
      update.setForceUpdate(true);
      update.delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}

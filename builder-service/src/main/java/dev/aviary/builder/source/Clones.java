package dev.aviary.builder.source;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Credentials;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.TagOpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bare, shallow clone of every app's repository. Nothing is checked out to disk: no hook, filter
 * or submodule of a repository ever runs here.
 */
@Singleton
public final class Clones {
  /**
   * How many commits of a branch are fetched: its tip is what is mostly wanted; more only where the
   * commit is older, because it counts as part of the branch by its descendants.
   */
  static final List<Integer> DEPTHS = List.of(1, 20, 400);

  private static final Logger LOG = LoggerFactory.getLogger(Clones.class);

  private final CloneFolders folders;
  private final SourceSettings settings;

  Clones(CloneFolders folders, SourceSettings settings, GitAlone alone) {
    this.folders = folders;
    this.settings = settings;
    alone.install();
  }

  /**
   * The files of a commit of a branch, which is fetched unless it was seen there before.
   *
   * @param wanted whether to go on; may be asked as often as one likes
   */
  public Checkout checkout(AppSpec spec, Branch branch, String commit, BooleanSupplier wanted) {
    var fetching = new Fetching(settings, wanted);
    try {
      Repository clone = folders.open(spec);
      Checkout checkout = null;
      try {
        checkout = checkout(clone, spec, branch, commit, fetching);
      } finally {
        if (!(checkout instanceof Checkout.Ready)) {
          clone.close();
        }
      }
      return checkout;
    } catch (IOException | GitAPIException | JGitInternalException e) {
      String why = fetching.ended().orElse(String.valueOf(e.getMessage()));
      return new Checkout.Refused(
          Credentials.hidden("cannot fetch " + spec.repository() + ": " + why));
    }
  }

  /** Removes what was fetched for an app that goes. A disk that refuses only keeps some files. */
  public void forget(String app) {
    try {
      folders.remove(app);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("app", app)
          .addKeyValue("reason", e.getMessage())
          .log("Could not remove the clone of an app");
    }
  }

  private Checkout checkout(
      Repository clone, AppSpec spec, Branch branch, String commit, Fetching fetching)
      throws IOException, GitAPIException {
    Optional<RevCommit> found = find(clone, branch, commit);
    for (int i = 0; found.isEmpty() && i < DEPTHS.size(); i++) {
      fetch(clone, spec.repository(), branch, DEPTHS.get(i), fetching);
      found = find(clone, branch, commit);
    }
    if (found.isEmpty()) {
      return new Checkout.Refused(
          "commit %s is not in branch %s, not any more, or %d commits or more behind its tip"
              .formatted(commit, branch.name(), DEPTHS.getLast()));
    }
    var tree = new SourceTree(clone, found.get());
    long bytes = tree.bytes();
    return bytes <= settings.limitBytes()
        ? new Checkout.Ready(tree)
        : new Checkout.Refused(
            "its files have %d bytes; the limit is %d (aviary.source.limit-megabytes)"
                .formatted(bytes, settings.limitBytes()));
  }

  private void fetch(
      Repository clone, String repository, Branch branch, int depth, Fetching fetching)
      throws GitAPIException {
    fetching.into(clone);
    try (var git = Git.wrap(clone)) {
      git.fetch()
          .setRemote(repository)
          .setRefSpecs("+" + branch.ref() + ":" + CloneFolders.ref(branch))
          .setTagOpt(TagOpt.NO_TAGS)
          .setDepth(depth)
          .setProgressMonitor(fetching)
          .setTimeout(settings.timeoutSeconds())
          .call();
    }
  }

  /** The commit, if it is in the branch as it was fetched last. */
  private static Optional<RevCommit> find(Repository clone, Branch branch, String commit)
      throws IOException {
    ObjectId id = ObjectId.fromString(commit);
    ObjectId tip = clone.resolve(CloneFolders.ref(branch));
    if (tip == null || !clone.getObjectDatabase().has(id)) {
      return Optional.empty();
    }
    try (var walk = new RevWalk(clone)) {
      RevCommit wanted = walk.parseCommit(id);
      return walk.isMergedInto(wanted, walk.parseCommit(tip))
          ? Optional.of(wanted)
          : Optional.empty();
    } catch (IncorrectObjectTypeException noCommit) {
      return Optional.empty();
    }
  }
}

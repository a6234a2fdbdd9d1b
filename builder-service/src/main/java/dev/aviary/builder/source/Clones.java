package dev.aviary.builder.source;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Credentials;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.seal.SealedException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bare, shallow clone of every app's repository. Nothing is checked out to disk: no hook and no
 * filter of a repository ever runs here.
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
  private final AccessFactory accesses;
  private final SourceSettings settings;
  private final AppTexts texts;
  private final Wire wire;

  Clones(
      CloneFolders folders,
      AccessFactory accesses,
      SourceSettings settings,
      AppTexts texts,
      Wire wire) {
    this.folders = folders;
    this.accesses = accesses;
    this.settings = settings;
    this.texts = texts;
    this.wire = wire;
  }

  /**
   * The files of a commit of a branch, which is fetched unless it was seen there before. The caller
   * closes the tree.
   *
   * @param wanted whether to go on; may be asked as often as one likes
   */
  public Result<SourceTree> checkout(
      AppSpec spec, Branch branch, String commit, BooleanSupplier wanted) {
    Access access;
    try {
      access = accesses.of(spec);
    } catch (BadValueException | SealedException e) {
      return unusable(String.valueOf(e.getMessage()));
    }
    var fetching = new Fetching(settings, wanted);
    try {
      Repository clone = folders.open(spec);
      Result<SourceTree> checkout = null;
      try {
        checkout = checkout(clone, spec, access, branch, commit, fetching);
      } finally {
        if (!(checkout instanceof Done)) {
          clone.close();
        }
      }
      return checkout;
    } catch (IOException | GitAPIException | JGitInternalException e) {
      return unusable(
          Credentials.hidden(
              "cannot fetch %s: %s"
                  .formatted(
                      spec.repository(), fetching.ended().orElseGet(() -> access.reason(e)))));
    }
  }

  /** Removes what was fetched for an app that goes. A disk that refuses only keeps some files. */
  public void forget(String app) {
    try {
      folders.remove(app);
      texts.removed(app);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("app", app)
          .addKeyValue("reason", e.getMessage())
          .log("Could not remove the clone of an app");
    }
  }

  private Result<SourceTree> checkout(
      Repository clone,
      AppSpec spec,
      Access access,
      Branch branch,
      String commit,
      Fetching fetching)
      throws IOException, GitAPIException {
    String refSpec = "+" + branch.ref() + ":" + CloneFolders.ref(branch);
    Optional<RevCommit> found = find(clone, branch, commit);
    for (int i = 0; found.isEmpty() && i < DEPTHS.size(); i++) {
      fetching.fetch(clone, access, refSpec, DEPTHS.get(i));
      found = find(clone, branch, commit);
    }
    return found.isPresent()
        ? new Done<>(
            new TreeAssembly(spec, folders, accesses, settings, wire, fetching)
                .of(clone, found.get(), access))
        : unusable(
            "commit %s is not in branch %s, or is %d commits or more behind its tip"
                .formatted(commit, branch.name(), DEPTHS.getLast()));
  }

  private static Result<SourceTree> unusable(String reason) {
    return new Refusal<>(HttpStatus.UNPROCESSABLE_ENTITY, reason);
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

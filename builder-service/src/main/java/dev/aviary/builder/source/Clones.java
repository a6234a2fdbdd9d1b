package dev.aviary.builder.source;

import dev.aviary.contract.app.AppSpec;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.TagOpt;

/**
 * A bare clone of every app's repository. Nothing is checked out to disk: no hook, filter or
 * submodule of a repository ever runs here.
 */
@Singleton
public final class Clones {
  /** One ref for whatever was fetched last: branches that exclude each other's names never meet. */
  private static final String FETCHED = "refs/aviary/fetched";

  private final SourceSettings settings;

  Clones(SourceSettings settings, GitAlone alone) {
    this.settings = settings;
    alone.install();
  }

  /** The files of a commit, fetched if they are not here. */
  public Checkout checkout(AppSpec spec, Branch branch, String commit) {
    try {
      Repository clone = open(spec.name());
      Checkout checkout = checkout(clone, spec, branch, commit);
      if (checkout instanceof Checkout.Refused) {
        clone.close();
      }
      return checkout;
    } catch (IOException | GitAPIException | JGitInternalException e) {
      return new Checkout.Refused("cannot fetch " + spec.repository() + ": " + e.getMessage());
    }
  }

  private Checkout checkout(Repository clone, AppSpec spec, Branch branch, String commit)
      throws IOException, GitAPIException {
    Optional<RevCommit> found = find(clone, commit);
    if (found.isEmpty()) {
      fetch(clone, spec.repository(), branch);
      found = find(clone, commit);
    }
    if (found.isEmpty()) {
      return new Checkout.Refused(
          "commit %s is not in branch %s any more".formatted(commit, branch.name()));
    }
    var tree = new SourceTree(clone, found.get());
    long bytes = tree.bytes();
    return bytes <= settings.limitBytes()
        ? new Checkout.Ready(tree)
        : new Checkout.Refused(
            "its files have %d bytes; the limit is %d (aviary.source.limit-megabytes)"
                .formatted(bytes, settings.limitBytes()));
  }

  private Repository open(String app) throws IOException {
    Repository clone =
        new FileRepositoryBuilder()
            .setBare()
            .setGitDir(settings.clones().resolve(app).toFile())
            .build();
    if (!clone.getObjectDatabase().exists()) {
      clone.create(true);
    }
    return clone;
  }

  private void fetch(Repository clone, String repository, Branch branch) throws GitAPIException {
    try (var git = Git.wrap(clone)) {
      git.fetch()
          .setRemote(repository)
          .setRefSpecs("+" + branch.ref() + ":" + FETCHED)
          .setTagOpt(TagOpt.NO_TAGS)
          .setTimeout(settings.timeoutSeconds())
          .call();
    }
  }

  private static Optional<RevCommit> find(Repository clone, String commit) throws IOException {
    ObjectId id = ObjectId.fromString(commit);
    if (!clone.getObjectDatabase().has(id)) {
      return Optional.empty();
    }
    try (var walk = new RevWalk(clone)) {
      return Optional.of(walk.parseCommit(id));
    }
  }
}

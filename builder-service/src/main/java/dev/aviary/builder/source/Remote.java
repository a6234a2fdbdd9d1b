package dev.aviary.builder.source;

import dev.aviary.contract.app.Credentials;
import jakarta.inject.Singleton;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Ref;

/** Asks repositories where their branches stand, as {@code git ls-remote} does. */
@Singleton
public final class Remote {
  private final SourceSettings settings;

  Remote(SourceSettings settings, GitAlone alone) {
    this.settings = settings;
    alone.install();
  }

  public Tip tip(String repository, Branch branch) {
    try {
      Ref ref =
          Git.lsRemoteRepository()
              .setRemote(repository)
              .setHeads(true)
              .setTags(false)
              .setTimeout(settings.timeoutSeconds())
              .callAsMap()
              .get(branch.ref());
      return ref == null || ref.getObjectId() == null
          ? new Tip.NoBranch()
          : new Tip.At(ref.getObjectId().name());
    } catch (GitAPIException | JGitInternalException e) {
      return new Tip.Unreachable(Credentials.hidden(String.valueOf(e.getMessage())));
    }
  }
}

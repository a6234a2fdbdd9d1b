package dev.aviary.builder.source;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Credentials;
import dev.aviary.contract.hash.Sha256;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the clones lie, and that they stay small. A folder is named after its app and the address
 * of the repository: nothing of another repository is ever found in it.
 */
@Singleton
final class CloneFolders {
  /** Each fetch adds a pack; with more than this the clone is packed anew. */
  static final int PACKS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(CloneFolders.class);
  private static final String REFS = "refs/aviary/";
  private static final int DIGITS = 16;

  private final Path clones;

  CloneFolders(SourceSettings settings) {
    this.clones = settings.clones();
  }

  /** What a branch is fetched to: names that exclude each other, as a and a/b, never meet here. */
  static String ref(Branch branch) {
    return REFS + hash(branch.name());
  }

  Repository open(AppSpec spec) throws IOException {
    String name = spec.name() + "-" + hash(Credentials.hidden(spec.repository()));
    Repository clone =
        new FileRepositoryBuilder().setBare().setGitDir(clones.resolve(name).toFile()).build();
    if (!clone.getObjectDatabase().exists()) {
      removeFormer(spec.name(), name);
      clone.create(true);
      keepNothingOld(clone);
    }
    return clone;
  }

  /** Lets go of all that no fetched branch needs, once in a while; a failure of it is no harm. */
  void tidy(Repository clone, Branch fetched) {
    try (var git = Git.wrap(clone)) {
      if (packs(clone) > PACKS) {
        // The refs are a cache: a branch that is wanted again is fetched again.
        forgetAllBut(ref(fetched), clone);
        git.gc().setExpire(Instant.now()).call();
      }
    } catch (IOException | GitAPIException | JGitInternalException e) {
      LOG.atWarn()
          .addKeyValue("clone", clone.getDirectory())
          .addKeyValue("reason", e.getMessage())
          .log("Could not tidy a clone");
    }
  }

  static int packs(Repository clone) throws IOException {
    Path folder = clone.getDirectory().toPath().resolve("objects").resolve("pack");
    return list(folder, ".*[.]pack").size();
  }

  /** Unreachable objects go at once: there is nobody who could want them back. */
  private static void keepNothingOld(Repository clone) throws IOException {
    var config = clone.getConfig();
    config.setString(
        ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_PRUNEEXPIRE, "now");
    config.setString(
        ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_PRUNEPACKEXPIRE, "now");
    config.save();
  }

  private static void forgetAllBut(String kept, Repository clone) throws IOException {
    for (Ref ref : clone.getRefDatabase().getRefsByPrefix(REFS)) {
      if (!ref.getName().equals(kept)) {
        RefUpdate update = clone.updateRef(ref.getName());
        update.setForceUpdate(true);
        update.delete();
      }
    }
  }

  /** The app is no more. */
  void remove(String app) throws IOException {
    for (Path clone : of(app)) {
      FileUtils.delete(clone.toFile(), FileUtils.RECURSIVE);
    }
  }

  /** The app's repository is at another address now. */
  private void removeFormer(String app, String present) throws IOException {
    for (Path former : of(app)) {
      if (!former.endsWith(present)) {
        FileUtils.delete(former.toFile(), FileUtils.RECURSIVE);
      }
    }
  }

  private List<Path> of(String app) throws IOException {
    return list(clones, app + "-[0-9a-f]{" + DIGITS + "}");
  }

  private static List<Path> list(Path folder, String names) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> each.getFileName().toString().matches(names)).toList();
    }
  }

  private static String hash(String text) {
    byte[] digest = Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, DIGITS);
  }
}

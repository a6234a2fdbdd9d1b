package dev.aviary.builder.source;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Credentials;
import dev.aviary.contract.hash.Sha256;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FileUtils;

/**
 * Where the clones lie, and that they stay small. A folder is named after its app and the address
 * of the repository: nothing of another repository is ever found in it.
 */
@Singleton
final class CloneFolders {
  /** Each fetch adds a pack; with more than this the clone is made anew. */
  static final int PACKS = 10;

  private static final String REFS = "refs/aviary/";
  private static final int DIGITS = 16;

  private static final String MODULES = "modules";

  private final Path clones;
  private final Path large;

  CloneFolders(SourceSettings settings) {
    this.clones = settings.clones();
    this.large = settings.large();
  }

  /** What a branch is fetched to: names that exclude each other, as a and a/b, never meet here. */
  static String ref(Branch branch) {
    return REFS + hash(branch.name());
  }

  /** The clone, empty at first, and again when it has been fetched into often. */
  Repository open(AppSpec spec) throws IOException {
    String name = name(spec);
    if (!Files.isDirectory(clones.resolve(name))) {
      removeFormer(spec.name(), name);
    }
    return open(clones.resolve(name));
  }

  /** The clone of a repository that is part of the app's: it goes when that one goes. */
  Repository openModule(AppSpec spec, RepositoryAddress address) throws IOException {
    return open(clones.resolve(name(spec)).resolve(MODULES).resolve(hash(address.url())));
  }

  /** Where the files lie that Git LFS keeps for the app; they outlive a clone that is made anew. */
  Path large(AppSpec spec) {
    return large.resolve(name(spec));
  }

  private static Repository open(Path folder) throws IOException {
    if (packs(folder) > PACKS) {
      // It is a cache: one commit of the branch that is wanted is fetched again.
      FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE);
    }
    Repository clone = new FileRepositoryBuilder().setBare().setGitDir(folder.toFile()).build();
    if (clone.getObjectDatabase().exists()) {
      Fetching.sweep(clone);
    } else {
      clone.create(true);
    }
    return clone;
  }

  private static String name(AppSpec spec) {
    return spec.name() + "-" + hash(Credentials.hidden(spec.repository()));
  }

  static int packs(Path clone) throws IOException {
    return list(clone.resolve("objects").resolve("pack"), ".*[.]pack").size();
  }

  /** Deletes the clones of an app that was removed. */
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
    String names = app + "-[0-9a-f]{" + DIGITS + "}";
    return Stream.concat(list(clones, names).stream(), list(large, names).stream()).toList();
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

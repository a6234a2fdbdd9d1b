package dev.aviary.builder.source;

import dev.aviary.contract.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * The files that Git LFS keeps for one repository: found by the pointers in its trees, and fetched
 * into a folder of the app's, where each has its SHA-256 as its name.
 */
final class LargeFiles {
  /** What marks them in a {@code .gitattributes}. */
  static final String FILTER = "filter=lfs";

  private static final String NEW = ".new";

  private final Path folder;
  private final LargeFileServer server;

  LargeFiles(Path folder, LargeFileServer server) {
    this.folder = folder;
    this.server = server;
  }

  /** The file that a pointer stands for; null when the entry is a file of its own. */
  @Nullable LargeFile find(TreeWalk walk, ObjectLoader blob) throws IOException {
    if (blob.getSize() >= LargeFilePointer.LONGEST) {
      return null;
    }
    Attribute filter = walk.getAttributes().get("filter");
    return filter == null || !"lfs".equals(filter.getValue())
        ? null
        : LargeFilePointer.parse(new String(blob.getBytes(), StandardCharsets.UTF_8))
            .map(pointer -> new LargeFile(pointer, this))
            .orElse(null);
  }

  /** Where a file lies once it is fetched. */
  Path place(LargeFilePointer pointer) {
    return folder.resolve(pointer.oid());
  }

  /**
   * Fetches those that are not here yet.
   *
   * @return the first that cannot be had, with the reason and what to do; nothing when all are here
   */
  Optional<String> fetch(List<LargeFile.Wanted> wanted, Fetching fetching) {
    List<LargeFile.Wanted> missing =
        wanted.stream().filter(each -> !Files.exists(place(each.pointer()))).toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(folder);
      server.fetch(missing, (file, content) -> receive(file, content, fetching));
      return Optional.empty();
    } catch (LargeFileServer.MissingException e) {
      return Optional.of(e.reason());
    } catch (IOException e) {
      return Optional.of(
          new LargeFileServer.MissingException(missing.getFirst(), server.reason(e)).reason());
    }
  }

  /** Keeps those files, and the others only while all of them together are small. */
  void sweep(Set<String> kept, long most) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files = all.toList();
      long bytes = files.stream().mapToLong(file -> file.toFile().length()).sum();
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.endsWith(NEW) || (bytes > most && !kept.contains(name))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** A file counts when it is what its pointer says. */
  private void receive(LargeFile.Wanted file, InputStream content, Fetching fetching)
      throws IOException {
    LargeFilePointer pointer = file.pointer();
    Path beside = folder.resolve(pointer.oid() + NEW);
    try {
      var hashed = new DigestInputStream(content, Sha256.begin());
      long bytes = copy(hashed, beside, pointer.bytes(), fetching);
      String oid = HexFormat.of().formatHex(hashed.getMessageDigest().digest());
      if (bytes != pointer.bytes() || !oid.equals(pointer.oid())) {
        throw new LargeFileServer.MissingException(
            file, "the server gives another file than its pointer names");
      }
      Files.move(beside, place(pointer), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static long copy(InputStream in, Path to, long most, Fetching fetching)
      throws IOException {
    long bytes = 0;
    byte[] buffer = new byte[64 * 1024];
    try (var out = Files.newOutputStream(to)) {
      for (int n = in.read(buffer); n >= 0 && bytes <= most; n = in.read(buffer)) {
        if (fetching.isCancelled()) {
          throw new IOException(fetching.ended().orElse("it was ended"));
        }
        out.write(buffer, 0, n);
        bytes += n;
      }
    }
    return bytes;
  }
}

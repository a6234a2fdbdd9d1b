package dev.aviary.builder.image;

import dev.aviary.builder.source.SourceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The tar that the engine builds from. The same commit always makes the same bytes, so that the
 * engine's cache knows it again. A {@code .dockerignore} that ignores itself or the Dockerfile is
 * in it all the same: the engine reads it and takes both out before the first instruction.
 */
final class BuildContext implements SourceTree.Visitor {
  private final TarArchiveOutputStream tar;
  private final Recipe.With recipe;
  private final Ignored ignored;
  private final FileTime time;
  private final Packing packing;

  private BuildContext(
      TarArchiveOutputStream tar,
      Recipe.With recipe,
      Ignored ignored,
      FileTime time,
      Packing packing) {
    this.tar = tar;
    this.recipe = recipe;
    this.ignored = ignored;
    this.time = time;
    this.packing = packing;
  }

  /**
   * Writes the whole context.
   *
   * @param ignored what the repository keeps out of it
   * @param packing told what is left out, and asked before each entry whether to go on
   */
  static void write(
      SourceTree tree, Recipe.With recipe, Ignored ignored, OutputStream out, Packing packing)
      throws IOException {
    try (var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      var context =
          new BuildContext(tar, recipe, ignored, FileTime.from(tree.committedAt()), packing);
      byte[] dockerfile = recipe.dockerfile().getBytes(StandardCharsets.UTF_8);
      context.add(Recipe.DOCKERFILE, false, dockerfile.length, o -> o.write(dockerfile));
      if (!recipe.prefix().isEmpty()) {
        context.put(new TarArchiveEntry(recipe.prefix()), 0755);
      }
      tree.visit(context);
    }
  }

  @Override
  public void folder(String path) throws IOException {
    if (takes(path)) {
      put(new TarArchiveEntry(recipe.prefix() + path + "/"), 0755);
    }
  }

  @Override
  public void file(String path, boolean executable, long bytes, SourceTree.Content content)
      throws IOException {
    String name = recipe.prefix() + path;
    if (!name.equals(Recipe.DOCKERFILE) && (takes(path) || name.equals(Ignored.FILE))) {
      add(name, executable, bytes, content);
    }
  }

  @Override
  public void link(String path, String target) throws IOException {
    if (takes(path)) {
      var entry = new TarArchiveEntry(recipe.prefix() + path, TarConstants.LF_SYMLINK);
      entry.setLinkName(target);
      put(entry, 0777);
    }
  }

  @Override
  public void submodule(String path, String reason) throws IOException {
    if (takes(path)) {
      packing.remark("Left out the submodule %s: %s".formatted(path, reason));
    }
  }

  private boolean takes(String path) throws IOException {
    packing.goOn(path);
    return !ignored.matches(path);
  }

  private void add(String name, boolean executable, long bytes, SourceTree.Content content)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(bytes);
    entry.setMode(executable ? 0755 : 0644);
    entry.setLastModifiedTime(time);
    tar.putArchiveEntry(entry);
    content.copyTo(tar);
    tar.closeArchiveEntry();
  }

  private void put(TarArchiveEntry entry, int mode) throws IOException {
    entry.setMode(mode);
    entry.setLastModifiedTime(time);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }
}

package dev.aviary.builder.image;

import dev.aviary.builder.source.SourceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The tar of the files that an image is built from. The same commit always makes the same bytes, so
 * that the engine's cache knows it again.
 */
final class BuildContext implements SourceTree.Visitor {
  private final TarArchiveOutputStream tar;
  private final Form form;
  private final FileTime time;
  private final Packing packing;

  /**
   * What goes into it.
   *
   * @param folder of the repository that is packed, with a slash at its end; empty for all of it
   * @param prefix where that lies in the tar, with a slash at its end or empty
   * @param ignored what the repository keeps out of it, by paths from that folder on
   * @param written a file that comes first and takes the place of what the source has there
   * @param ignoreFile whether the {@code .dockerignore} is in it even when it ignores itself: the
   *     classic builder reads it, and takes it and the Dockerfile out before the first instruction
   */
  record Form(
      String folder,
      String prefix,
      Ignored ignored,
      Optional<Written> written,
      boolean ignoreFile) {}

  /** A file that Aviary writes. */
  record Written(String path, String text) {}

  private BuildContext(TarArchiveOutputStream tar, Form form, FileTime time, Packing packing) {
    this.tar = tar;
    this.form = form;
    this.time = time;
    this.packing = packing;
  }

  /**
   * Writes the whole context.
   *
   * @param packing told what is left out, and asked before each entry whether to go on
   */
  static void write(SourceTree tree, Form form, OutputStream out, Packing packing)
      throws IOException {
    try (var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      var context = new BuildContext(tar, form, FileTime.from(tree.committedAt()), packing);
      if (form.written().isPresent()) {
        Written written = form.written().get();
        byte[] text = written.text().getBytes(StandardCharsets.UTF_8);
        context.add(written.path(), false, text.length, o -> o.write(text));
      }
      if (!form.prefix().isEmpty()) {
        context.put(new TarArchiveEntry(form.prefix()), 0755);
      }
      tree.visit(context);
    }
  }

  @Override
  public void folder(String path) throws IOException {
    if (takes(path)) {
      put(new TarArchiveEntry(name(path) + "/"), 0755);
    }
  }

  @Override
  public void file(String path, boolean executable, long bytes, SourceTree.Content content)
      throws IOException {
    if (isWritten(path)) {
      return;
    }
    if (takes(path) || (form.ignoreFile() && path.equals(form.folder() + Ignored.FILE))) {
      add(name(path), executable, bytes, content);
    }
  }

  @Override
  public void link(String path, String target) throws IOException {
    if (!isWritten(path) && takes(path)) {
      var entry = new TarArchiveEntry(name(path), TarConstants.LF_SYMLINK);
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

  private boolean isWritten(String path) {
    return path.startsWith(form.folder())
        && form.written().filter(file -> file.path().equals(name(path))).isPresent();
  }

  private boolean takes(String path) throws IOException {
    packing.goOn(path);
    return path.startsWith(form.folder())
        && !form.ignored().matches(path.substring(form.folder().length()));
  }

  private String name(String path) {
    return form.prefix() + path.substring(form.folder().length());
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

package dev.aviary.cli.backup;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.text.TextProgress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Lays out a backup in a folder, all of it or nothing. */
final class BackupReader {
  private BackupReader() {}

  /**
   * Reads to the end of the file before it returns: what is laid out is complete and as it was
   * written.
   *
   * @throws CommandFailure when the passphrase is another one, or the file is damaged or cut short
   */
  static void layOut(Path file, char[] passphrase, Path folder, TextProgress progress) {
    try (InputStream in = progress.counting(new BufferedInputStream(Files.newInputStream(file)));
        InputStream clear = BackupCipher.decrypting(in, passphrase);
        var zip = new ZipInputStream(clear)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder) || entry.isDirectory()) {
          throw new IOException("it has a part of the name " + entry.getName());
        }
        Files.createDirectories(target.getParent());
        Files.copy(zip, target);
      }
      // The index of the archive follows, and the mark of the last segment.
      clear.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "%s cannot be opened.".formatted(file),
          "the passphrase is another one, or the file is damaged or cut short (%s)"
              .formatted(e.getMessage()),
          "nothing was changed; try the passphrase again, or another copy of the file");
    }
  }
}

package dev.aviary.cli.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.text.TextProgress;
import dev.aviary.cli.text.TextStyle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupFileIT {
  private static final char[] PASSPHRASE = "a long passphrase".toCharArray();
  private static final int HEADER = 8 + 1 + 4 + 16;
  private static final int SEGMENT = 1 << 20;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final TextProgress progress =
      new TextProgress(
          new PrintStream(shown, true, StandardCharsets.UTF_8), true, new TextStyle(false));

  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsWrittenIsLaidOutAgain() throws IOException {
    byte[] content = random(3 * SEGMENT);
    Path file = backup("state/secrets.env", content);
    Path out = Files.createDirectory(folder.resolve("out"));
    progress.part("reading it", Files.size(file));
    BackupReader.layOut(file, PASSPHRASE, out, progress);
    progress.close();
    assertTrue(shown.toString(StandardCharsets.UTF_8).endsWith("reading it 100 %\n"));
    assertArrayEquals(content, Files.readAllBytes(out.resolve("state/secrets.env")));
  }

  @Test
  void nothingOfItCanBeReadInTheFile() throws IOException {
    byte[] content =
        "AVIARY_ADMIN_TOKEN=0123456789abcdef".repeat(100).getBytes(StandardCharsets.UTF_8);
    String file =
        Files.readString(backup("state/secrets.env", content), StandardCharsets.ISO_8859_1);
    assertFalse(file.contains("ADMIN_TOKEN"));
    assertFalse(file.contains("secrets.env"));
  }

  @Test
  void twoBackupsOfTheSameDifferInEveryPart() throws IOException {
    byte[] one = Files.readAllBytes(backup("a", new byte[1000]));
    byte[] other = Files.readAllBytes(backup("a", new byte[1000]));
    assertFalse(
        Arrays.equals(one, HEADER, one.length, other, HEADER, other.length), "same key and nonce");
  }

  @Test
  void anotherPassphraseOpensNothing() throws IOException {
    Path file = backup("a", random(100));
    assertRefused(file, "another passphrase".toCharArray());
  }

  @Test
  void aFileThatIsCutShortIsRefusedWhereverItIsCut() throws IOException {
    byte[] all = Files.readAllBytes(backup("a", random(3 * SEGMENT)));
    // Also where a segment ends, so that what is there is well in itself.
    for (int length :
        new int[] {
          HEADER - 1,
          HEADER,
          HEADER + 10,
          SEGMENT,
          2 * SEGMENT,
          HEADER + 2 * SEGMENT,
          all.length - 1
        }) {
      assertRefused(file(Arrays.copyOf(all, length)), PASSPHRASE);
    }
  }

  @Test
  void aSegmentThatIsLeftOutIsRefused() throws IOException {
    byte[] all = Files.readAllBytes(backup("a", random(4 * SEGMENT)));
    byte[] less = new byte[all.length - SEGMENT];
    System.arraycopy(all, 0, less, 0, SEGMENT);
    System.arraycopy(all, 2 * SEGMENT, less, SEGMENT, less.length - SEGMENT);
    assertRefused(file(less), PASSPHRASE);
  }

  @Test
  void aChangedBitIsFoundWhereverItIs() throws IOException {
    byte[] all = Files.readAllBytes(backup("a", random(SEGMENT + 500)));
    for (int place : new int[] {0, 8, 12, 20, HEADER, HEADER + 30, SEGMENT + 100, all.length - 1}) {
      byte[] changed = all.clone();
      changed[place] ^= 1;
      assertRefused(file(changed), PASSPHRASE);
    }
  }

  @Test
  void aFileOfAnotherKindAndOneOfANewerFormAreNamed() throws IOException {
    Path other = file("PK..............................".getBytes(StandardCharsets.US_ASCII));
    assertEquals("This is not a backup of Aviary.", what(assertRefused(other, PASSPHRASE)));
    byte[] newer = Files.readAllBytes(backup("a", new byte[1]));
    newer[8] = 2;
    assertEquals(
        "This backup has the form 2, and this Aviary knows 1.",
        what(assertRefused(file(newer), PASSPHRASE)));
  }

  @Test
  void aPartThatNamesAnotherPlaceIsNotLaidOut() throws IOException {
    assertRefused(backup("../outside", random(10)), PASSPHRASE);
    assertFalse(Files.exists(folder.resolve("outside")));
  }

  private static String what(CommandFailure failure) {
    return String.valueOf(failure.getMessage());
  }

  private CommandFailure assertRefused(Path file, char[] passphrase) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    CommandFailure failure =
        assertThrows(
            CommandFailure.class, () -> BackupReader.layOut(file, passphrase, out, progress));
    assertEquals(ExitStatus.REFUSED, failure.status());
    return failure;
  }

  private Path backup(String name, byte[] content) throws IOException {
    Path file = Files.createTempFile(folder, "backup", "");
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new ZipOutputStream(BackupCipher.encrypting(out, PASSPHRASE))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return file;
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(Files.createTempFile(folder, "file", ""), content);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}

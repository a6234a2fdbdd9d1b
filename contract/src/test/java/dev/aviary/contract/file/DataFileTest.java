package dev.aviary.contract.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFileTest {
  @TempDir Path folder;

  @Test
  void itsFoldersAreMadeAndTheLastTextIsRead() throws IOException {
    Path path = folder.resolve("a/b/text");
    var file = new DataFile(path);
    assertEquals(Optional.empty(), file.read());
    file.write("first");
    file.write("zweiter, schön");
    assertEquals(Optional.of("zweiter, schön"), new DataFile(path).read());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    try (var beside = Files.list(path.getParent())) {
      assertEquals(List.of(path), beside.toList());
    }
  }

  @Test
  void aWriteThatFailsLeavesTheOldText() throws IOException {
    Path path = folder.resolve("text");
    var file = new DataFile(path);
    file.write("old");
    Files.createDirectory(folder.resolve("text.new"));
    assertThrows(IOException.class, () -> file.write("new"));
    assertEquals(Optional.of("old"), file.read());
  }

  @Test
  void anInterruptDoesNotLoseTheText() throws IOException {
    var file = new DataFile(folder.resolve("text"));
    Thread.currentThread().interrupt();
    file.write("whole");
    assertTrue(Thread.interrupted());
    assertEquals(Optional.of("whole"), file.read());
  }
}

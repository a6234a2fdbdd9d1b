package dev.aviary.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LargeFilePointerTest {
  private static final String OID =
      "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";
  private static final String VERSION = "version https://git-lfs.github.com/spec/v1\n";

  @Test
  void whatGitLfsWritesIsRead() {
    var pointer = Optional.of(new LargeFilePointer(OID, 12_345));
    assertEquals(pointer, LargeFilePointer.parse(VERSION + "oid sha256:" + OID + "\nsize 12345\n"));
    assertEquals(
        pointer,
        LargeFilePointer.parse(
            VERSION + "ext-0-foo sha256:" + OID + "\noid sha256:" + OID + "\nsize 12345\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "version https://git-lfs.github.com/spec/v1\n",
        "version https://git-lfs.github.com/spec/v1\noid sha256:../../etc/passwd\nsize 1\n",
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n",
        "version https://git-lfs.github.com/spec/v2\noid sha256:0\nsize 1\n",
        "a file that tells of version https://git-lfs.github.com/spec/v1"
      })
  void anotherFileIsNone(String text) {
    assertEquals(Optional.empty(), LargeFilePointer.parse(text));
  }
}

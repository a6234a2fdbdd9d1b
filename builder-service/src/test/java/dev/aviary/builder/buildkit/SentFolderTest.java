package dev.aviary.builder.buildkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SentFolderTest {
  @Test
  void aFolderComesRightBeforeWhatIsInItAndIsThereWhenNobodyNamesIt() {
    assertEquals(
        List.of("a", "a/b", "a/b/c", "a-b", "a.b", "docs", "docs/keep.md"),
        paths(folder("docs/keep.md", "a.b", "a-b", "a/b/c")));
  }

  @Test
  void whatIsAskedForByNameIsSentAloneAndNoIgnoreFile() {
    assertEquals(
        List.of("Dockerfile"),
        paths(
            folder("Dockerfile", ".dockerignore", "a")
                .only(Set.of("Dockerfile", ".dockerignore"))));
  }

  private static SentFolder folder(String... files) {
    return new SentFolder(
        Stream.of(files)
            .map(path -> SentFile.file(path, 0644, 0, 1, InputStream::nullInputStream))
            .toList());
  }

  private static List<String> paths(SentFolder folder) {
    return folder.files().stream().map(SentFile::path).toList();
  }
}

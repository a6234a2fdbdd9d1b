package dev.aviary.cli.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalRepositoryIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void theLastExposeOfTheDockerfileNamesThePort() throws IOException {
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM a AS build\nEXPOSE 9000\nFROM b\n# EXPOSE 1\n  expose 8080/tcp\nCMD x\n");
    assertEquals("8080", new LocalRepository(folder).port());
  }

  @Test
  void aVariableIsNoPort() throws IOException {
    Files.writeString(folder.resolve("Dockerfile"), "EXPOSE $PORT\n");
    assertEquals("", new LocalRepository(folder).port());
  }

  @Test
  void theRemoteOriginIsTheAddress() throws IOException {
    Files.createDirectory(folder.resolve(".git"));
    Files.writeString(
        folder.resolve(".git/config"),
        """
        [core]
        \tbare = false
        [remote "other"]
        \turl = https://x
        [remote "origin"]
        \tfetch = +refs
        \turl = https://git.example/shop.git
        [branch "main"]
        """);
    assertEquals("https://git.example/shop.git", new LocalRepository(folder).address());
  }

  @Test
  void aFolderWithoutAnythingProposesItsName() throws IOException {
    Path shop = Files.createDirectory(folder.resolve("My_Shop!"));
    var local = new LocalRepository(shop);
    assertEquals("my-shop", local.name());
    assertEquals("", local.address());
    assertFalse(local.hasDockerfile());
  }
}

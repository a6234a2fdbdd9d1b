package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
  @TempDir private Path folder;

  @Test
  void aFullFileSaysSoOnceAndTakesNoMore() throws IOException {
    Path path = folder.resolve("d-1.log");
    var file = new OutputFile(path, 8);
    List.of("abc", "def", "g", "h").forEach(file::line);
    new OutputFile(path, 8).line("i");
    assertEquals(
        "abc\ndef\n... all that follows is left out: this file is full ...\n",
        Files.readString(path));
  }

  @Test
  void theOldestOutputMakesPlaceForTheNewest() throws IOException {
    var outputs = new BuildOutputs(new OutputSettings(folder, 1, 2));
    for (int i = 1; i <= 3; i++) {
      outputs.open(deployment(i)).line("x".repeat(900_000));
      Files.setLastModifiedTime(
          outputs.find(deployment(i)).orElseThrow(), FileTime.from(Instant.ofEpochSecond(i)));
    }
    assertFalse(outputs.find(deployment(1)).isPresent());
    assertTrue(outputs.find(deployment(3)).isPresent());
    outputs.forget("shop");
    assertFalse(outputs.find(deployment(3)).isPresent());
  }

  private static Deployment deployment(int n) {
    return new Deployment(
        "d" + n,
        "shop",
        Track.STABLE,
        "master",
        "1".repeat(40),
        "api",
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        new DeploymentStatus.Building());
  }
}

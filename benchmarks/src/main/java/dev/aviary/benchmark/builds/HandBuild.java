package dev.aviary.benchmark.builds;

import dev.aviary.system.stack.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A build as a person runs it: the folder as a tar to the engine's BuildKit, which is what {@code
 * docker build} does, without the time that its client takes to start.
 */
final class HandBuild implements AutoCloseable {
  private static final String COMMAND =
      "tar -C \"$0\" -c . | curl -sS --fail --unix-socket /var/run/docker.sock"
          + " -H 'Content-Type: application/x-tar' --data-binary @-"
          + " \"http://docker/build?version=2&t=$1\"";

  private final Path folder;
  private final String tag;

  /**
   * @param source which is copied
   */
  HandBuild(String name, Path source, Path dockerfile) {
    this.tag = "aviary-by-hand/" + name;
    try {
      this.folder = Files.createTempDirectory("by-hand");
      Shell.run("cp", "-a", source + "/.", folder.toString());
      Shell.run("cp", dockerfile.toString(), folder.resolve("Dockerfile").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Builds with another content of a file.
   *
   * @return seconds that it took
   */
  double build(String file, String content) {
    try {
      Files.writeString(folder.resolve(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long begun = System.nanoTime();
    String answer = Shell.run(Path.of("."), Map.of(), "sh", "-c", COMMAND, folder.toString(), tag);
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (!answer.contains("moby.image.id")) {
      throw new AssertionError(answer);
    }
    return seconds;
  }

  @Override
  public void close() {
    Shell.run("docker", "image", "rm", "-f", tag);
    Shell.run("rm", "-r", folder.toString());
  }
}

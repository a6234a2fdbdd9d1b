package dev.aviary.builder.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import dev.aviary.contract.deployment.Deployment;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * A build on the engine's classic builder: with limits on CPU and memory, and stopped when its
 * deadline passes or nobody wants it any more.
 */
@Singleton
final class EngineBuild {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final DockerClient docker;
  private final AppImages images;
  private final BuildSettings settings;

  EngineBuild(DockerClient docker, AppImages images, BuildSettings settings) {
    this.docker = docker;
    this.images = images;
    this.settings = settings;
  }

  /**
   * Builds until there is a result. Closing the conversation stops the engine's build.
   *
   * @param release the id that the image is to have
   * @param context the tar to build from
   */
  Built run(Deployment deployment, String release, Path context, BuildWatch watch)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (var tar = Files.newInputStream(context);
        var output = new BuildOutput(watch)) {
      command(deployment, release, tar).exec(output);
      while (!output.ended(LOOK)) {
        if (!watch.wanted()) {
          return new Built.Unwanted();
        }
        if (System.nanoTime() - begun > settings.deadline().toNanos()) {
          return new Built.Broken(
              "not finished within %d s\n%s"
                  .formatted(settings.deadline().toSeconds(), output.tail()));
        }
      }
      return result(deployment, release, output);
    }
  }

  /** Nothing is said against the source: the engine did not answer, or failed. */
  static Built away(Throwable e) {
    String what =
        e instanceof DockerException
            ? "the Docker engine failed: "
            : "the Docker engine cannot be reached: ";
    return new Built.EngineAway(what + e.getMessage());
  }

  /** What the engine refuses (RFC 9110, section 15.5) it refuses the next time too. */
  static Built refused(DockerException e) {
    return e.getHttpStatus() >= 400 && e.getHttpStatus() < 500
        ? new Built.Broken("the Docker engine refuses: " + e.getMessage())
        : away(e);
  }

  private BuildImageCmd command(Deployment deployment, String release, InputStream tar) {
    return docker
        .buildImageCmd(tar)
        .withTags(Set.of(images.tag(deployment, release)))
        .withCpusetcpus(settings.cpus())
        .withCpushares(String.valueOf(settings.cpuShares()))
        .withMemory(settings.memoryBytes())
        .withMemswap(settings.memoryBytes())
        .withRemove(true)
        .withForcerm(true);
  }

  private Built result(Deployment deployment, String release, BuildOutput output) {
    if (output.image().isPresent()) {
      return new Built.Image(images.tagged(deployment, release));
    }
    if (output.error().isPresent()) {
      return new Built.Broken(output.tail());
    }
    Throwable broken = output.broken().orElse(null);
    if (broken == null) {
      return new Built.EngineAway("the Docker engine stopped in the middle of a build");
    }
    // A Dockerfile that cannot be parsed is refused at once, with a status and not a line.
    return broken instanceof DockerException
        ? new Built.Broken(String.valueOf(broken.getMessage()))
        : away(broken);
  }
}

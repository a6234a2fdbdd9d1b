package dev.aviary.builder.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.aviary.builder.engine.EngineFaults;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Waits for the end of a build, or for what ends it before: its deadline, or a person. */
@Singleton
final class BuildFollower {
  /** Begins the reason of a build whose step was killed, in a line of its own. */
  static final String STEP_KILLED = "a step was killed (exit code 137)";

  /** What the classic builder says before it runs what a base image brings. */
  private static final String TRIGGERS = "\n# Executing ";

  private static final Duration LOOK = Duration.ofMillis(250);

  /** 128 and the number of SIGKILL, which is what the kernel ends a process with for its memory. */
  private static final Pattern KILLED = Pattern.compile("(exit code|non-zero code): 137\\b");

  private final DockerClient docker;
  private final AppImages images;
  private final BuildSettings settings;

  BuildFollower(DockerClient docker, AppImages images, BuildSettings settings) {
    this.docker = docker;
    this.images = images;
    this.settings = settings;
  }

  /**
   * What comes of a build. A deadline that passes is held against the source only if the engine
   * still answers.
   *
   * @param lost why the build's limits no longer hold, when that is so
   */
  Built follow(
      BuildOrder order,
      BuildOutput output,
      BuildLines lines,
      BuildWatch watch,
      Supplier<Optional<String>> lost)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (!output.ended(LOOK)) {
      if (!watch.wanted()) {
        return new Built.Unwanted();
      }
      Optional<String> unlimited = lost.get();
      if (unlimited.isPresent()) {
        return new Built.EngineAway(unlimited.get());
      }
      if (System.nanoTime() - begun > settings.deadline().toNanos()) {
        docker.pingCmd().exec();
        return new Built.Broken(
            "not finished within %d s\n%s"
                .formatted(settings.deadline().toSeconds(), lines.tail()));
      }
    }
    return result(order, output, lines);
  }

  private Built result(BuildOrder order, BuildOutput output, BuildLines lines) {
    if (output.image().isPresent()) {
      return new Built.Image(images.tagged(order.spec(), order.deployment(), order.release()));
    }
    if (output.error().isPresent()) {
      String error = output.error().get();
      lines.conclude(error);
      String lastStep = lines.ofLastStep();
      Optional<String> image = BaseImage.ofClassic(lastStep, error);
      if (image.isPresent() && lastStep.contains(TRIGGERS)) {
        return new Built.Broken(triggered(order, image.get(), memory(error) + lastStep));
      }
      if (image.isPresent()) {
        return new Built.Broken(BaseImage.missing(order, image.get(), error));
      }
      return new Built.Broken(memory(error) + lastStep);
    }
    Throwable broken = output.broken().orElse(null);
    if (broken == null) {
      return new Built.EngineAway("the Docker engine stopped in the middle of a build");
    }
    // A Dockerfile that cannot be parsed is refused at once, with a status and not a line.
    return broken instanceof DockerException e ? refused(e) : away(broken);
  }

  /** The instruction whose image brings what failed. */
  private static String triggered(BuildOrder order, String image, String reason) {
    return BaseImage.line(order.dockerfile(), order.spec().build().buildArgs(), image)
        .map(from -> FailedStep.told(order, from, reason))
        .orElse(reason);
  }

  private String memory(String error) {
    return KILLED.matcher(error).find()
        ? STEP_KILLED
            + ", most likely for its memory: a build has %d MB, more with aviary.image.memory-megabytes\n"
                .formatted(settings.memoryMegabytes())
        : "";
  }

  /** What a failed call says of a build; a failure of another kind is passed on. */
  static Built failure(RuntimeException e) {
    if (e instanceof DockerException answer) {
      return refused(answer);
    }
    if (EngineFaults.lost(e)) {
      return away(e);
    }
    throw e;
  }

  /** Nothing is said against the source: the engine did not answer, or failed. */
  static Built away(Throwable e) {
    String what =
        e instanceof DockerException
            ? "the Docker engine failed: "
            : "the Docker engine cannot be reached: ";
    return new Built.EngineAway(what + e.getMessage());
  }

  /** What the engine refuses fails; what it fails at is waited for. */
  static Built refused(DockerException e) {
    return EngineFaults.refuses(e)
        ? new Built.Broken("the Docker engine refuses: " + e.getMessage())
        : away(e);
  }
}

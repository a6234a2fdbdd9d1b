package dev.aviary.builder.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.EventType;
import dev.aviary.builder.engine.BuildNetwork;
import dev.aviary.builder.engine.EngineFactory;
import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.deployment.Deployment;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A build on the engine's classic builder: with limits on CPU, memory and processes, and stopped
 * when its deadline passes or nobody wants it any more.
 */
@Singleton
final class EngineBuild {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final DockerClient docker;
  private final DockerClient streams;
  private final AppImages images;
  private final BuildNetwork network;
  private final BuildSettings settings;

  EngineBuild(
      DockerClient docker,
      @Named(EngineFactory.STREAMS) DockerClient streams,
      AppImages images,
      BuildNetwork network,
      BuildSettings settings) {
    this.docker = docker;
    this.streams = streams;
    this.images = images;
    this.network = network;
    this.settings = settings;
  }

  /**
   * Builds until there is a result. Closing the conversation stops the engine's build. A deadline
   * that passes is held against the source only if the engine still answers.
   *
   * @param release the id that the image is to have
   * @param context the tar to build from
   */
  Built run(AppSpec spec, Deployment deployment, String release, Path context, BuildWatch watch)
      throws IOException, InterruptedException {
    String steps = network.ensure();
    try (var tar = Files.newInputStream(context);
        var limits = new StepLimits(docker, steps, settings.pids());
        var output = new BuildOutput(watch)) {
      streams
          .eventsCmd()
          .withEventTypeFilter(EventType.CONTAINER)
          .withEventFilter("create")
          .exec(limits);
      if (!limits.begun()) {
        return new Built.EngineAway("the Docker engine does not tell what it starts");
      }
      command(deployment, release, tar).withNetworkMode(steps).exec(output);
      Optional<Built> ended = follow(output, limits, watch);
      return ended.isPresent() ? ended.get() : result(spec, deployment, release, output);
    }
  }

  /** Waits for the engine to end the build; what ends it before is a result. */
  private Optional<Built> follow(BuildOutput output, StepLimits limits, BuildWatch watch)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (!output.ended(LOOK)) {
      if (!watch.wanted()) {
        return Optional.of(new Built.Unwanted());
      }
      if (limits.ended()) {
        return Optional.of(
            new Built.EngineAway("the Docker engine no longer tells what it starts"));
      }
      if (System.nanoTime() - begun > settings.deadline().toNanos()) {
        docker.pingCmd().exec();
        return Optional.of(
            new Built.Broken(
                "not finished within %d s\n%s"
                    .formatted(settings.deadline().toSeconds(), output.tail())));
      }
    }
    return Optional.empty();
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

  private BuildImageCmd command(Deployment deployment, String release, InputStream tar) {
    return streams
        .buildImageCmd(tar)
        .withTags(Set.of(images.tag(deployment, release)))
        .withCpusetcpus(settings.cpus())
        .withCpushares(String.valueOf(settings.cpuShares()))
        .withMemory(settings.memoryBytes())
        .withMemswap(settings.memoryBytes())
        .withRemove(true)
        .withForcerm(true);
  }

  private Built result(AppSpec spec, Deployment deployment, String release, BuildOutput output) {
    if (output.image().isPresent()) {
      return new Built.Image(images.tagged(spec, deployment, release));
    }
    if (output.error().isPresent()) {
      return new Built.Broken(output.tail());
    }
    Throwable broken = output.broken().orElse(null);
    if (broken == null) {
      return new Built.EngineAway("the Docker engine stopped in the middle of a build");
    }
    // A Dockerfile that cannot be parsed is refused at once, with a status and not a line.
    return broken instanceof DockerException e ? refused(e) : away(broken);
  }
}

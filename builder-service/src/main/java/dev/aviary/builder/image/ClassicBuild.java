package dev.aviary.builder.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.api.model.EventType;
import dev.aviary.builder.engine.BuildNetwork;
import dev.aviary.builder.engine.EngineFactory;
import dev.aviary.builder.recipe.ReleaseProcesses;
import dev.aviary.builder.registry.ImageRegistry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A build on the engine's classic builder: with limits on CPU, memory and processes, on a network
 * of its own. Labels on each stage make what an aborted build leaves known as Aviary's.
 */
@Singleton
final class ClassicBuild {
  /** Where the Dockerfile lies in the context, when the folder that is built does not hold it. */
  private static final String ELSEWHERE = ".aviary.dockerfile";

  private final DockerClient docker;
  private final DockerClient streams;
  private final AppImages images;
  private final BuildNetwork network;
  private final BuildSettings settings;
  private final BuildFollower follower;
  private final ImageRegistry registry;

  ClassicBuild(
      DockerClient docker,
      @Named(EngineFactory.STREAMS) DockerClient streams,
      AppImages images,
      BuildNetwork network,
      BuildSettings settings,
      BuildFollower follower,
      ImageRegistry registry) {
    this.docker = docker;
    this.streams = streams;
    this.images = images;
    this.network = network;
    this.settings = settings;
    this.follower = follower;
    this.registry = registry;
  }

  /** The Dockerfile with Aviary's labels. */
  ExtendedDockerfile labelled(BuildOrder order) {
    return new Recipe.With(order.dockerfile(), order.prefix(), ReleaseProcesses.NONE)
        .labelled(order.layerLabels(), order.labels());
  }

  /** What the context holds. */
  BuildContext.Form form(BuildOrder order, ExtendedDockerfile labelled) {
    return new BuildContext.Form(
        order.folder(),
        order.prefix(),
        order.ignored(),
        Optional.of(new BuildContext.Written(path(order), labelled.text())),
        order.ignoreFile().equals(Ignored.FILE));
  }

  /** Where the Dockerfile lies in the context. */
  private static String path(BuildOrder order) {
    if (!order.prefix().isEmpty()) {
      return Recipe.DOCKERFILE;
    }
    return order.name().startsWith(order.folder())
        ? order.name().substring(order.folder().length())
        : ELSEWHERE;
  }

  /**
   * Builds until there is a result.
   *
   * @param context the tar to build from
   */
  Built run(BuildOrder order, ExtendedDockerfile labelled, Path context, BuildWatch watch)
      throws IOException, InterruptedException {
    String steps = network.ensure();
    var lines = new BuildLines(watch);
    try (var tar = Files.newInputStream(context);
        var limits = new StepLimits(docker, steps, settings.pids());
        var output = new ClassicOutput(lines, labelled)) {
      streams
          .eventsCmd()
          .withEventTypeFilter(EventType.CONTAINER)
          .withEventFilter("create")
          .exec(limits);
      if (!limits.begun()) {
        return new Built.EngineAway(
            "the Docker engine does not report the containers that it starts");
      }
      command(order, tar).withNetworkMode(steps).exec(output);
      return follower.follow(
          order,
          output,
          lines,
          watch,
          () ->
              limits.ended()
                  ? Optional.of("the Docker engine no longer reports the containers that it starts")
                  : Optional.empty());
    }
  }

  private BuildImageCmd command(BuildOrder order, InputStream tar) {
    BuildImageCmd command =
        streams
            .buildImageCmd(tar)
            .withDockerfilePath(path(order))
            .withTags(Set.of(images.tag(order.deployment(), order.release())))
            .withCpusetcpus(settings.cpus())
            .withCpushares(String.valueOf(settings.cpuShares()))
            .withMemory(settings.memoryBytes())
            .withMemswap(settings.memoryBytes())
            .withRemove(true)
            .withForcerm(true);
    order.spec().build().buildArgs().forEach(command::withBuildArg);
    var logins = new AuthConfigurations();
    registry.login(order.spec().name()).ifPresent(logins::addConfig);
    command.withBuildAuthConfigs(logins);
    String target = order.spec().build().target();
    return target == null ? command : command.withTarget(target);
  }
}

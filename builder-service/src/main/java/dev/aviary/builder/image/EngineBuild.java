package dev.aviary.builder.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import dev.aviary.builder.image.BuilderChoice.EngineKind;
import dev.aviary.builder.source.SourceTree;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A build on one of the engine's builders. */
@Singleton
final class EngineBuild {
  private final DockerClient docker;
  private final StepGroup steps;
  private final BuildKitBuild buildKit;
  private final ClassicBuild classic;
  private final BuildSettings settings;

  EngineBuild(
      DockerClient docker,
      StepGroup steps,
      BuildKitBuild buildKit,
      ClassicBuild classic,
      BuildSettings settings) {
    this.docker = docker;
    this.steps = steps;
    this.buildKit = buildKit;
    this.classic = classic;
    this.settings = settings;
  }

  /**
   * Builds until there is a result. Closing the conversation stops the engine's build.
   *
   * @param context where the tar is written that is built from
   */
  Built run(BuildOrder order, SourceTree tree, Path context, BuildWatch watch)
      throws IOException, InterruptedException {
    EngineKind engine = kind(docker.versionCmd().exec());
    boolean asksBuildKit =
        engine.hasBuildKit() && settings.builder() != BuildSettings.Choice.CLASSIC;
    try (StepGroup.Limits limits =
        asksBuildKit ? steps.limit() : new StepGroup.Missing("nobody asked")) {
      boolean limited = !(limits instanceof StepGroup.Missing);
      var needs = DockerfileNeeds.of(Dockerfile.of(order.dockerfile()));
      return switch (BuilderChoice.of(settings.builder(), engine, needs, limited)) {
        case BuilderChoice.Impossible(String reason) -> new Built.Broken(reason);
        case BuilderChoice.Classic _ -> {
          remark(asksBuildKit, limits, "built with Docker's classic builder instead", watch);
          ExtendedDockerfile labelled = classic.labelled(order);
          pack(tree, classic.form(order, labelled), context, watch);
          yield classic.run(order, labelled, context, watch);
        }
        case BuilderChoice.BuildKit(var newer) -> {
          remark(asksBuildKit, limits, "this build has all of the machine", watch);
          pack(tree, buildKit.form(order), context, watch);
          yield buildKit.run(order, newer, limits, context, watch);
        }
      };
    }
  }

  private static void remark(
      boolean asked, StepGroup.Limits limits, String consequence, BuildWatch watch) {
    if (asked && limits instanceof StepGroup.Missing(String reason)) {
      watch.line("Steps of BuildKit cannot be limited (" + reason + "): " + consequence);
    }
  }

  private void pack(SourceTree tree, BuildContext.Form form, Path context, BuildWatch watch)
      throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(context))) {
      BuildContext.write(tree, form, out, new Packing(watch, settings.packing()));
    }
  }

  /** Podman, which answers to Docker's API too, has no BuildKit. */
  private static EngineKind kind(Version version) {
    List<VersionComponent> components =
        Objects.requireNonNullElse(version.getComponents(), List.of());
    boolean docker =
        components.isEmpty()
            || components.stream().anyMatch(each -> "Engine".equals(each.getName()));
    boolean linux = "linux".equals(version.getOperatingSystem());
    EngineVersion number =
        EngineVersion.parse(Objects.requireNonNullElse(version.getVersion(), ""));
    return new EngineKind(number, docker && linux);
  }
}

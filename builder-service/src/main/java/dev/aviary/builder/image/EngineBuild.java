package dev.aviary.builder.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import dev.aviary.builder.image.BuilderChoice.EngineKind;
import dev.aviary.builder.image.Dockerfile.Instruction;
import dev.aviary.builder.image.DockerfileNeeds.Need;
import dev.aviary.builder.source.SourceTree;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds on one of the engine's builders. */
@Singleton
final class EngineBuild {
  private final DockerClient docker;
  private final StepGroup steps;
  private final BuildKitBuild buildKit;
  private final ClassicBuild classic;
  private final InlineFiles inlineFiles;
  private final BuildSettings settings;

  EngineBuild(
      DockerClient docker,
      StepGroup steps,
      BuildKitBuild buildKit,
      ClassicBuild classic,
      InlineFiles inlineFiles,
      BuildSettings settings) {
    this.docker = docker;
    this.steps = steps;
    this.buildKit = buildKit;
    this.classic = classic;
    this.inlineFiles = inlineFiles;
    this.settings = settings;
  }

  /** Looks at what the engine can do, and limits the steps of the build that follows. */
  Prepared prepare() throws InterruptedException {
    EngineKind engine = kind(docker.versionCmd().exec());
    boolean asksBuildKit =
        engine.hasBuildKit() && settings.builder() != BuildSettings.Choice.CLASSIC;
    return new Prepared(
        engine, asksBuildKit, asksBuildKit ? steps.limit() : new StepGroup.Missing("nobody asked"));
  }

  /** An engine that is ready for one build. Closing it ends the limits that hold for that alone. */
  final class Prepared implements AutoCloseable {
    private final EngineKind engine;
    private final boolean asksBuildKit;
    private final StepGroup.Limits limits;

    private Prepared(EngineKind engine, boolean asksBuildKit, StepGroup.Limits limits) {
      this.engine = engine;
      this.asksBuildKit = asksBuildKit;
      this.limits = limits;
    }

    /** Whether BuildKit would build a Dockerfile that needs nothing, so that it may have caches. */
    boolean keepsCaches() {
      return choice(List.of()) instanceof BuilderChoice.BuildKit;
    }

    /**
     * Builds until there is a result. Closing the conversation stops the engine's build.
     *
     * @param context where the tar is written that is built from
     */
    Built run(BuildOrder order, SourceTree tree, Path context, BuildWatch watch)
        throws IOException, InterruptedException {
      Dockerfile dockerfile = Dockerfile.of(order.dockerfile());
      Optional<Instruction> ssh = DockerfileNeeds.ssh(dockerfile);
      if (ssh.isPresent()) {
        return new Built.Broken(noAgent(order, ssh.get()));
      }
      List<Need> needs = DockerfileNeeds.of(dockerfile);
      if (!asksBuildKit && !needs.isEmpty()) {
        return rewritten(order, needs, tree, context, watch);
      }
      return switch (choice(needs)) {
        case BuilderChoice.Impossible(String reason) -> impossible(order, reason);
        case BuilderChoice.Classic _ -> {
          remark("built with Docker's classic builder instead", watch);
          yield classic(order, tree, context, watch);
        }
        case BuilderChoice.BuildKit(var newer) -> {
          remark("this build runs without limits", watch);
          pack(tree, buildKit.form(order), context, watch);
          yield buildKit.run(order, newer, limits, context, watch);
        }
      };
    }

    /** What BuildKit is needed for in the words of the classic builder, where it has some. */
    private Built rewritten(
        BuildOrder order, List<Need> needs, SourceTree tree, Path context, BuildWatch watch)
        throws IOException, InterruptedException {
      String image = inlineFiles.name(order.release());
      var rewrite =
          DockerfileRewrite.of(order.dockerfile(), order.spec().build().buildArgs(), image);
      Set<Integer> left =
          DockerfileNeeds.of(Dockerfile.of(rewrite.dockerfile())).stream()
              .map(Need::line)
              .collect(Collectors.toSet());
      if (choice(needs.stream().filter(need -> left.contains(need.line())).toList())
          instanceof BuilderChoice.Impossible(String reason)) {
        return impossible(order, reason);
      }
      needs.forEach(need ->
          watch.line(
              "Line %d of %s (%s) is rewritten for Docker's classic builder"
                  .formatted(need.line(), order.name(), need.feature())));
      try (var _ = inlineFiles.make(image, rewrite.files())) {
        return classic(order.with(rewrite.dockerfile()), tree, context, watch);
      }
    }

    private Built classic(BuildOrder order, SourceTree tree, Path context, BuildWatch watch)
        throws IOException, InterruptedException {
      ExtendedDockerfile labelled = classic.labelled(order);
      pack(tree, classic.form(order, labelled), context, watch);
      return classic.run(order, labelled, context, watch);
    }

    private BuilderChoice choice(List<Need> needs) {
      boolean limited = !(limits instanceof StepGroup.Missing);
      return BuilderChoice.of(settings.builder(), engine, needs, limited);
    }

    private void remark(String consequence, BuildWatch watch) {
      if (asksBuildKit && limits instanceof StepGroup.Missing(String reason)) {
        watch.line("Steps of BuildKit cannot be limited (" + reason + "): " + consequence);
      }
    }

    @Override
    public void close() {
      limits.close();
    }
  }

  private static Built impossible(BuildOrder order, String reason) {
    return new Built.Broken(order.name() + " " + reason);
  }

  private static String noAgent(BuildOrder order, Instruction ssh) {
    return "%s line %d: %s needs an ssh agent, and builds have none: give a key or token as a secret (PUT /apps/%s/secrets/NAME) and mount that, as RUN --mount=type=secret,id=NAME"
        .formatted(order.name(), ssh.line(), ssh.words(), order.spec().name());
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

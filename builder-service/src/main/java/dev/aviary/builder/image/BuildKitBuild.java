package dev.aviary.builder.image;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.aviary.builder.buildkit.BuildConversation;
import dev.aviary.builder.buildkit.BuildRequest;
import dev.aviary.builder.buildkit.BuildSession;
import dev.aviary.builder.buildkit.SentFile;
import dev.aviary.builder.buildkit.SentFolder;
import dev.aviary.builder.engine.EngineFactory;
import dev.aviary.builder.engine.EngineHost;
import dev.aviary.builder.image.DockerfileNeeds.Need;
import dev.aviary.builder.registry.ImageRegistry;
import dev.aviary.builder.secret.AppSecrets;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.deployment.DeploymentLog;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A build by BuildKit in the engine, with what its frontend does not know yet fetched from a
 * registry where one answers.
 */
@Singleton
final class BuildKitBuild {
  /** The frontend of all stable features, as Docker publishes it. */
  private static final String NEWEST = "docker/dockerfile:1";

  private static final Pattern SYNTAX = Pattern.compile("(?mi)^#\\s*syntax\\s*=.*$");
  private static final String RESOLVING = "resolve image config for ";

  private final DockerHttpClient engine;
  private final EngineHost host;
  private final AppImages images;
  private final BuildFollower follower;
  private final AppSecrets secrets;
  private final Instance instance;
  private final InlineFiles inlineFiles;
  private final ImageRegistry registry;

  BuildKitBuild(
      @Named(EngineFactory.STREAMS) DockerHttpClient engine,
      EngineHost host,
      AppImages images,
      BuildFollower follower,
      AppSecrets secrets,
      Instance instance,
      InlineFiles inlineFiles,
      ImageRegistry registry) {
    this.engine = engine;
    this.host = host;
    this.images = images;
    this.follower = follower;
    this.secrets = secrets;
    this.instance = instance;
    this.inlineFiles = inlineFiles;
    this.registry = registry;
  }

  /** What the context holds: neither a Dockerfile nor an ignore file that is to be left out. */
  BuildContext.Form form(BuildOrder order) {
    return new BuildContext.Form(
        order.folder(), order.prefix(), order.ignored(), Optional.empty(), false);
  }

  /**
   * Builds until there is a result.
   *
   * @param newer what the frontend inside the engine does not know; empty: it knows all
   * @param limits of the build's steps
   */
  Built run(
      BuildOrder order, List<Need> newer, StepGroup.Limits limits, Path context, BuildWatch watch)
      throws IOException, InterruptedException {
    Dockerfile dockerfile = Dockerfile.of(order.dockerfile());
    boolean own = dockerfile.syntax().isPresent();
    ExtendedDockerfile sent =
        own || newer.isEmpty()
            ? ExtendedDockerfile.plain(order.dockerfile())
            : ExtendedDockerfile.withSyntax(order.dockerfile(), NEWEST);
    Attempt first = attempt(order, dockerfile, sent, limits, context, watch);
    if (!first.frontendMissing()) {
      return first.built();
    }
    String frontend = dockerfile.syntax().orElse(NEWEST);
    // As long as it was, so that every line keeps its number.
    String without = SYNTAX.matcher(order.dockerfile()).replaceFirst("#");
    if (newer.isEmpty()) {
      watch.line(
          "No registry gives the frontend %s: builds with the one in the engine, which knows all that %s uses"
              .formatted(frontend, order.name()));
      return attempt(order, dockerfile, ExtendedDockerfile.plain(without), limits, context, watch)
          .built();
    }
    return rewritten(order, without, newer, frontend, limits, context, watch);
  }

  /** With what the newer frontend is for in the words of the one in the engine. */
  private Built rewritten(
      BuildOrder order,
      String dockerfile,
      List<Need> newer,
      String frontend,
      StepGroup.Limits limits,
      Path context,
      BuildWatch watch)
      throws IOException, InterruptedException {
    String image = inlineFiles.name(order.release());
    var rewrite = DockerfileRewrite.of(dockerfile, order.spec().build().buildArgs(), image);
    List<Need> left =
        DockerfileNeeds.of(Dockerfile.of(rewrite.dockerfile())).stream()
            .filter(newer::contains)
            .toList();
    if (!left.isEmpty()) {
      return new Built.Broken(
          missing(order, Collections.max(left, Comparator.comparing(Need::engine)), frontend));
    }
    newer.forEach(need ->
        watch.line(
            "No registry gives the frontend %s: line %d of %s (%s) is rewritten for the one in the engine"
                .formatted(frontend, need.line(), order.name(), need.feature())));
    try (var _ = inlineFiles.make(image, rewrite.files())) {
      return attempt(
              order,
              Dockerfile.of(rewrite.dockerfile()),
              ExtendedDockerfile.plain(rewrite.dockerfile()),
              limits,
              context,
              watch)
          .built();
    }
  }

  private static String missing(BuildOrder order, Need need, String frontend) {
    return "%s line %d: %s needs the frontend %s, which no registry gave: upgrade Docker to %s or newer, or load that image into it"
        .formatted(order.name(), need.line(), need.feature(), frontend, need.engine());
  }

  /**
   * What came of one try.
   *
   * @param frontendMissing whether it failed because the frontend's image could not be had
   */
  private record Attempt(Built built, boolean frontendMissing) {}

  private Attempt attempt(
      BuildOrder order,
      Dockerfile dockerfile,
      ExtendedDockerfile sent,
      StepGroup.Limits limits,
      Path context,
      BuildWatch watch)
      throws IOException, InterruptedException {
    var lines = new BuildLines(watch);
    String app = order.deployment().app();
    Optional<AuthConfig> login = registry.login(app);
    try (var packed = new PackedFolder(context);
        var session =
            BuildSession.open(
                host.address(),
                host.patience(),
                instance.name() + "/" + app,
                Map.of("context", packed.folder(), "dockerfile", only(sent.text())),
                name -> secret(app, name),
                at -> login.filter(own -> ImageRegistry.isFor(own, at)).map(BuildKitBuild::login));
        var output =
            new BuildKitOutput(
                new BuildConversation(
                    engine, request(order, session), DeploymentLog.LONGEST_LINE - 1, lines::add),
                dockerfile,
                sent)) {
      output.conversation().begin();
      Built built = follower.follow(order, output, lines, watch, () -> lost(limits));
      boolean resolving =
          output.conversation().failedStep().filter(step -> step.startsWith(RESOLVING)).isPresent();
      return new Attempt(told(built, order, output), resolving);
    }
  }

  /** A step may ask for whatever name its author chose. */
  private Optional<byte[]> secret(String app, String name) {
    return secrets.names(app).contains(name)
        ? secrets.value(app, name).map(value -> value.getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static BuildSession.Login login(AuthConfig own) {
    return new BuildSession.Login(
        String.valueOf(own.getUsername()), String.valueOf(own.getPassword()));
  }

  /** A failure says the line of the Dockerfile that it is of. */
  private static Built told(Built built, BuildOrder order, BuildKitOutput output) {
    if (!(built instanceof Built.Broken(String reason))) {
      return built;
    }
    Optional<String> image = output.conversation().failedStep().flatMap(BaseImage::ofStep);
    if (image.isPresent()) {
      String answer = output.error().orElse("the engine does not say why");
      return new Built.Broken(BaseImage.missing(order, image.get(), answer));
    }
    return output
        .failed()
        .flatMap(step -> Dockerfile.of(order.dockerfile()).around(step.line()))
        .<Built>map(step -> new Built.Broken(FailedStep.told(order, step, reason)))
        .orElse(built);
  }

  private static Optional<String> lost(StepGroup.Limits limits) {
    return limits instanceof StepGroup.Watched watched && !watched.runs()
        ? Optional.of("the container that limits the steps of builds has ended")
        : Optional.empty();
  }

  private BuildRequest request(BuildOrder order, BuildSession session) {
    return new BuildRequest(
        session.id(),
        images.tag(order.deployment(), order.release()),
        Recipe.DOCKERFILE,
        order.spec().build().target(),
        order.spec().build().buildArgs(),
        order.labels());
  }

  private static SentFolder only(String dockerfile) {
    byte[] bytes = dockerfile.getBytes(StandardCharsets.UTF_8);
    return new SentFolder(
        List.of(
            SentFile.file(
                Recipe.DOCKERFILE,
                0644,
                bytes.length,
                System.currentTimeMillis() * 1_000_000,
                () -> new ByteArrayInputStream(bytes))));
  }
}

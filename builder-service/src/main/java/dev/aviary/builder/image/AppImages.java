package dev.aviary.builder.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.ImageHistory;
import dev.aviary.builder.recipe.Base;
import dev.aviary.builder.recipe.ReleaseProcesses;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The images that were built for an app, known by their labels. */
@Singleton
final class AppImages {
  private final DockerClient docker;
  private final Instance instance;
  private final Wire wire;

  AppImages(DockerClient docker, Instance instance, Wire wire) {
    this.docker = docker;
    this.instance = instance;
    this.wire = wire;
  }

  /** The id of the next release of this commit: an image has a name for each of its releases. */
  String nextRelease(Deployment deployment) {
    List<String> releases =
        images(Map.of(Labels.APP, deployment.app())).stream().flatMap(AppImages::releases).toList();
    return Release.id(deployment.app(), deployment.commit(), ReleaseNumbers.next(releases));
  }

  private static Stream<String> releases(Image image) {
    String[] names = Objects.requireNonNullElse(image.getRepoTags(), new String[0]);
    return Stream.concat(
        Stream.ofNullable(image.getLabels().get(Labels.RELEASE)),
        Stream.of(names).map(name -> name.substring(name.lastIndexOf(':') + 1)));
  }

  /** What was built for the deployment, if its builder died before it could say so. */
  Optional<Release> builtFor(AppSpec spec, Deployment deployment) {
    for (Image image : images(Map.of(Labels.DEPLOYMENT, deployment.id()))) {
      String release = image.getLabels().get(Labels.RELEASE);
      if (release != null) {
        return Optional.of(release(spec, deployment, release, image.getId()));
      }
    }
    return Optional.empty();
  }

  /** What every image of an app carries from its first layer on. */
  Map<String, String> labels(Deployment deployment) {
    var labels = new HashMap<>(Labels.of(instance));
    labels.put(Labels.APP, deployment.app());
    return labels;
  }

  /** What the finished image of a release carries. */
  Map<String, String> labels(Deployment deployment, String release, ReleaseProcesses beside) {
    var labels = new HashMap<>(labels(deployment));
    labels.put(Labels.ROLE, Labels.ROLE_IMAGE);
    labels.put(Labels.RELEASE, release);
    labels.put(Labels.COMMIT, deployment.commit());
    labels.put(Labels.BRANCH, deployment.branch());
    labels.put(Labels.DEPLOYMENT, deployment.id());
    if (!beside.isEmpty()) {
      labels.put(Labels.PROCESSES, wire.write(beside));
    }
    return labels;
  }

  String tag(Deployment deployment, String release) {
    return repository(deployment) + ":" + release;
  }

  String repository(Deployment deployment) {
    return "aviary-%s/%s".formatted(instance.name(), deployment.app());
  }

  /** Gives an image that is there the name of one more release. */
  void name(String image, Deployment deployment, String release) {
    docker.tagImageCmd(image, repository(deployment), release).exec();
  }

  /** What an image says where an app's settings say nothing. */
  ImageDefaults defaults(String image) {
    return defaults(image, docker.inspectImageCmd(image).exec().getConfig());
  }

  /** The release that lies behind a tag. */
  Release tagged(AppSpec spec, Deployment deployment, String release) {
    return release(spec, deployment, release, tag(deployment, release));
  }

  /** What an image gives to those that are made from it. */
  Base base(String name) {
    try {
      var config = docker.inspectImageCmd(name).exec().getConfig();
      return config == null
          ? Base.unknown(name)
          : new Base(
              name,
              Objects.requireNonNullElse(config.getUser(), ""),
              Objects.requireNonNullElse(config.getWorkingDir(), ""));
    } catch (NotFoundException notHere) {
      return Base.unknown(name);
    }
  }

  private List<Image> images(Map<String, String> labels) {
    var wanted = new HashMap<>(labels);
    wanted.putAll(Labels.of(instance));
    wanted.put(Labels.ROLE, Labels.ROLE_IMAGE);
    return docker.listImagesCmd().withLabelFilter(wanted).exec();
  }

  /**
   * @param image its id, or a tag
   */
  private Release release(AppSpec spec, Deployment deployment, String release, String image) {
    InspectImageResponse found = docker.inspectImageCmd(image).exec();
    return new Release(
            release,
            deployment.app(),
            deployment.branch(),
            deployment.commit(),
            Objects.requireNonNull(found.getId()),
            defaults(image, found.getConfig()).beside(spec.run()))
        .withImageBytes(found.getSize());
  }

  private ImageDefaults defaults(String image, @Nullable ContainerConfig config) {
    Map<String, String> labels = config == null ? null : config.getLabels();
    String processes = labels == null ? null : labels.get(Labels.PROCESSES);
    return new ImageDefaults(
        ExposedPorts.chosen(config, () -> steps(image)),
        processes == null ? ReleaseProcesses.NONE : wire.read(processes, ReleaseProcesses.class));
  }

  private List<String> steps(String image) {
    return docker.imageHistoryCmd(image).exec().stream()
        .map(ImageHistory::getCreatedBy)
        .filter(Objects::nonNull)
        .toList();
  }
}

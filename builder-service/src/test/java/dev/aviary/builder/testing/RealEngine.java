package dev.aviary.builder.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The real Docker engine, with an instance of its own for a test, of which nothing remains. */
public final class RealEngine implements AutoCloseable {
  private final DockerClient docker;
  private final String instance = "t" + UUID.randomUUID().toString().substring(0, 8);

  private RealEngine(DockerClient docker) {
    this.docker = docker;
  }

  /** Fails when no engine answers: what needs one is not skipped. */
  public static RealEngine connect() {
    var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    var http = new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
    DockerClient docker = DockerClientImpl.getInstance(config, http);
    docker.pingCmd().exec();
    return new RealEngine(docker);
  }

  public DockerClient docker() {
    return docker;
  }

  public String instance() {
    return instance;
  }

  /** The image that was built for a deployment, once it has its name. */
  public Optional<Image> imageOf(String deployment) {
    return docker
        .listImagesCmd()
        .withLabelFilter(
            Map.of("dev.aviary.instance", instance, "dev.aviary.deployment", deployment))
        .exec()
        .stream()
        .filter(image -> image.getRepoTags() != null && image.getRepoTags().length > 0)
        .filter(image -> !image.getRepoTags()[0].contains("<none>"))
        .findFirst();
  }

  /** How many images the instance has. */
  public int images() {
    return docker
        .listImagesCmd()
        .withLabelFilter(Map.of("dev.aviary.instance", instance))
        .exec()
        .size();
  }

  /** Whether a container runs whose command says this. */
  public boolean runs(String mark) {
    return docker.listContainersCmd().exec().stream().anyMatch(each -> says(each.getId(), mark));
  }

  private boolean says(String container, String mark) {
    try {
      return String.join(" ", docker.inspectContainerCmd(container).exec().getArgs())
          .contains(mark);
    } catch (NotFoundException gone) {
      return false;
    }
  }

  @Override
  public void close() {
    var mine = Map.of("dev.aviary.instance", instance);
    docker
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(mine)
        .exec()
        .forEach(each -> quietly(() -> removeContainer(each.getId())));
    docker
        .listNetworksCmd()
        .withNameFilter(instance + "-apps")
        .exec()
        .forEach(each -> quietly(() -> docker.removeNetworkCmd(each.getId()).exec()));
    docker
        .listImagesCmd()
        .withLabelFilter(mine)
        .exec()
        .forEach(each -> quietly(() -> removeImage(each.getId())));
  }

  private void removeContainer(String id) {
    docker.removeContainerCmd(id).withForce(true).exec();
  }

  private void removeImage(String id) {
    docker.removeImageCmd(id).withForce(true).exec();
  }

  private static void quietly(Runnable removal) {
    try {
      removal.run();
    } catch (NotFoundException gone) {
      // Then it is gone.
    }
  }
}

package dev.aviary.builder.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.aviary.builder.engine.Labels;
import java.util.Map;

/** The engine as a test sees it, and how it leaves it. */
public final class Sweep {
  private Sweep() {}

  public static DockerClient docker() {
    var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    return DockerClientImpl.getInstance(
        config, new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
  }

  /** A builder that was stopped in the middle of a removal leaves the rest to Docker. */
  private static void remove(DockerClient docker, String container) {
    try {
      docker.removeContainerCmd(container).withForce(true).exec();
    } catch (NotFoundException | ConflictException gone) {
      // That is what was wanted.
    }
  }

  public static void away(DockerClient docker, String instance) {
    Map<String, String> own = Map.of(Labels.INSTANCE, instance);
    docker
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(own)
        .exec()
        .forEach(each -> remove(docker, each.getId()));
    docker
        .listImagesCmd()
        .withLabelFilter(own)
        .exec()
        .forEach(each -> docker.removeImageCmd(each.getId()).withForce(true).exec());
    docker
        .listNetworksCmd()
        .withNameFilter(instance + "-apps")
        .exec()
        .forEach(each -> docker.removeNetworkCmd(each.getId()).exec());
  }
}

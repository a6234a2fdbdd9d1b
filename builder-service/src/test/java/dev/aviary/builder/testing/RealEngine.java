package dev.aviary.builder.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** The real Docker engine, with an instance of its own for a test, of which nothing remains. */
public final class RealEngine implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int QUIET_LOOKS = 3;

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

  /** The instance's images that have no name and no other image on them. */
  public List<Image> leftBehind() {
    return docker
        .listImagesCmd()
        .withDanglingFilter(true)
        .withLabelFilter(Map.of("dev.aviary.instance", instance))
        .exec();
  }

  /** Whether a step of a build runs whose command says this: a container, or BuildKit's process. */
  public boolean runs(String mark) {
    return ProcessHandle.allProcesses()
            .anyMatch(each -> each.info().commandLine().orElse("").contains(mark))
        || docker.listContainersCmd().exec().stream().anyMatch(each -> says(each.getId(), mark));
  }

  private boolean says(String container, String mark) {
    try {
      return String.join(" ", docker.inspectContainerCmd(container).exec().getArgs())
          .contains(mark);
    } catch (NotFoundException gone) {
      return false;
    }
  }

  /** Removes all of the instance, and what the engine was still making or removing of it. */
  @Override
  public void close() {
    long begun = System.nanoTime();
    int quiet = 0;
    while (quiet < QUIET_LOOKS) {
      if (System.nanoTime() - begun > DEADLINE.toNanos()) {
        throw new AssertionError("something of " + instance + " remains");
      }
      quiet = removeWhatIsThere() ? 0 : quiet + 1;
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Whether there was anything. */
  private boolean removeWhatIsThere() {
    var mine = Map.of("dev.aviary.instance", instance);
    var containers = docker.listContainersCmd().withShowAll(true).withLabelFilter(mine).exec();
    containers.forEach(each -> attempt(() -> removeContainer(each.getId())));
    var networks = docker.listNetworksCmd().withNameFilter(instance + "-").exec();
    networks.forEach(each -> attempt(() -> docker.removeNetworkCmd(each.getId()).exec()));
    var images = docker.listImagesCmd().withLabelFilter(mine).exec();
    images.forEach(each -> attempt(() -> removeImage(each.getId())));
    var volumes =
        docker
            .listVolumesCmd()
            .withFilter("label", List.of("dev.aviary.instance=" + instance))
            .exec()
            .getVolumes();
    volumes.forEach(each -> attempt(() -> docker.removeVolumeCmd(each.getName()).exec()));
    return !(containers.isEmpty() && networks.isEmpty() && images.isEmpty() && volumes.isEmpty());
  }

  private void removeContainer(String id) {
    docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
  }

  private void removeImage(String id) {
    docker.removeImageCmd(id).withForce(true).exec();
  }

  /** What cannot be removed now, or is gone already, is seen at the next look. */
  private static void attempt(Runnable removal) {
    try {
      removal.run();
    } catch (DockerException notNow) {
      // The deadline says so when it never can.
    }
  }
}

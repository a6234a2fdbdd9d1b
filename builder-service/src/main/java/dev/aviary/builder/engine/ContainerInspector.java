package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into a container that does not start as it should. Nothing that fails here matters. */
@Singleton
public final class ContainerInspector {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerInspector.class);
  private static final String[] TABLES = {"cat", "/proc/net/tcp", "/proc/net/tcp6"};
  private static final long MEMORY = 32L * 1024 * 1024;

  private final DockerClient docker;
  private final Instance instance;
  private final ExecRunner exec;
  private final ContainerLog log;

  ContainerInspector(DockerClient docker, Instance instance, ExecRunner exec, ContainerLog log) {
    this.docker = docker;
    this.instance = instance;
    this.exec = exec;
    this.log = log;
  }

  public ContainerFacts facts(String container) {
    try {
      var found = docker.inspectContainerCmd(container).exec();
      String user = found.getConfig().getUser();
      String image = docker.inspectImageCmd(found.getImageId()).exec().getArch();
      String machine = docker.versionCmd().exec().getArch();
      return new ContainerFacts(text(user), text(image), text(machine));
    } catch (RuntimeException e) {
      return nothing(e, ContainerFacts.NONE);
    }
  }

  /**
   * The sockets on which a container's programs listen: by a program of its own image, or where it
   * has none, by one of the builder's image in the same network namespace.
   */
  public Optional<List<ListeningSocket>> sockets(String container) {
    try {
      Optional<List<ListeningSocket>> own = ListeningSocket.parse(exec.output(container, TABLES));
      return own.isPresent() ? own : beside(container);
    } catch (RuntimeException e) {
      return nothing(e, Optional.empty());
    }
  }

  private Optional<List<ListeningSocket>> beside(String container) {
    List<Container> builders =
        docker.listContainersCmd().withLabelFilter(Labels.role(instance, "builder")).exec();
    if (builders.isEmpty()) {
      return Optional.empty();
    }
    String id =
        docker
            .createContainerCmd(text(builders.getFirst().getImageId()))
            .withLabels(Labels.role(instance, "inspector"))
            .withEntrypoint(TABLES)
            .withUser("65534:65534")
            .withHostConfig(
                HostConfig.newHostConfig()
                    .withNetworkMode("container:" + container)
                    .withMemory(MEMORY)
                    .withCapDrop(Capability.ALL))
            .exec()
            .getId();
    try {
      docker.startContainerCmd(id).exec();
      exec.awaitEnd(id);
      return ListeningSocket.parse(String.join("\n", log.tail(id, 1000)));
    } finally {
      docker.removeContainerCmd(id).withForce(true).exec();
    }
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static <T> T nothing(RuntimeException e, T otherwise) {
    if (!(e instanceof DockerException) && !EngineFaults.lost(e)) {
      throw e;
    }
    LOG.atDebug().setCause(e).log("Could not inspect a container");
    return otherwise;
  }
}

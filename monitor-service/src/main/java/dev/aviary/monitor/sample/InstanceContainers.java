package dev.aviary.monitor.sample;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.monitor.node.NodeSettings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which containers of the instance run. A container is inspected when it is first seen, and again
 * after the engine told that something happened to it.
 */
@Singleton
final class InstanceContainers {
  private static final Logger LOG = LoggerFactory.getLogger(InstanceContainers.class);

  private final DockerClient engine;
  private final Instance instance;
  private final NodeSettings node;
  private final Map<String, Container> known = new ConcurrentHashMap<>();

  InstanceContainers(DockerClient engine, Instance instance, NodeSettings node) {
    this.engine = engine;
    this.instance = instance;
    this.node = node;
  }

  /**
   * @throws RuntimeException when the engine is away
   */
  List<Container> take() {
    Collection<com.github.dockerjava.api.model.Container> listed =
        engine
            .listContainersCmd()
            .withLabelFilter(Map.of(Labels.INSTANCE, instance.name()))
            .withStatusFilter(List.of("running"))
            .exec();
    known.keySet().retainAll(listed.stream().map(each -> each.getId()).toList());
    var containers = new ArrayList<Container>();
    for (var each : listed) {
      find(each.getId()).ifPresent(containers::add);
    }
    return containers;
  }

  /** Something happened to a container: it may have been restarted. */
  void forget(String id) {
    known.remove(id);
  }

  /** Anything may have happened to any of them. */
  void forgetAll() {
    known.clear();
  }

  private Optional<Container> find(String id) {
    Container seen = known.get(id);
    if (seen != null) {
      return Optional.of(seen);
    }
    try {
      Container found = container(engine.inspectContainerCmd(id).exec());
      known.put(id, found);
      return Optional.of(found);
    } catch (NotFoundException gone) {
      return Optional.empty();
    } catch (DockerException refused) {
      // The engine answers, but not about this one: the others are measured all the same.
      LOG.atWarn()
          .addKeyValue("container", id)
          .addKeyValue("reason", refused.getMessage())
          .log("The engine cannot describe a running container");
      return Optional.empty();
    }
  }

  private Container container(InspectContainerResponse inspected) {
    String name = inspected.getName().replaceFirst("^/", "");
    var labels = new ContainerLabels(inspected.getId(), name, inspected.getConfig().getLabels());
    return new Container(
        inspected.getId(),
        labels.member(),
        name,
        labels.role(),
        labels.app(),
        Instant.parse(String.valueOf(inspected.getState().getStartedAt())),
        CpuAllowance.of(inspected.getHostConfig()),
        node.name());
  }
}

package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Link;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The name `redis` is decided for each container by a link, which Docker's server of names looks at
 * before the aliases of the network, and behind which it looks no further. For most apps it leads to
 * Aviary's Redis for apps, whatever else is called so on the network; for an app with a Redis of its
 * own to the container that its owner joined as APP-redis, or nowhere. Containers of an older Aviary
 * have no link and find Aviary's by its alias.
 */

/** The bridge network that the instance's apps and their Redis are on. */
@Singleton
final class AppNetwork {
  private static final Logger LOG = LoggerFactory.getLogger(AppNetwork.class);
  private static final String REDIS = "redis";

  /** The name that Aviary's Redis has beside that one; links lead to it. */
  private static final String AVIARYS = "aviary-redis";

  private final DockerClient docker;
  private final Instance instance;
  private final Bridge bridge;

  AppNetwork(DockerClient docker, Instance instance) {
    this.docker = docker;
    this.instance = instance;
    this.bridge = new Bridge(docker, instance, "apps");
  }

  String name() {
    return bridge.name();
  }

  /** Makes the network if it is not there. */
  Subnet ensure() {
    return bridge.ensure();
  }

  /** Makes the network if it is not there, and connects the apps' Redis, if it is not. */
  Subnet connectRedis() {
    Subnet subnet = ensure();
    for (Container redis : redis()) {
      var settings = redis.getNetworkSettings();
      if (settings == null || !settings.getNetworks().containsKey(name())) {
        docker
            .connectToNetworkCmd()
            .withNetworkId(name())
            .withContainerId(redis.getId())
            .withContainerNetwork(new ContainerNetwork().withAliases(REDIS, AVIARYS))
            .exec();
        LOG.atInfo()
            .addKeyValue("container", redis.getId())
            .log("Connected the apps' Redis to their network");
      }
    }
    return subnet;
  }

  /** What the name of Redis means in the containers of an app. */
  List<Link> links(AppSpec spec) {
    if (spec.run().ownRedis()) {
      return List.of(new Link(spec.name() + "-" + REDIS, REDIS));
    }
    // One that an older Aviary connected has no such name until it is made anew.
    boolean linked = redis().stream().anyMatch(each -> aliases(each.getId()).contains(AVIARYS));
    return linked ? List.of(new Link(AVIARYS, REDIS)) : List.of();
  }

  /** The containers on the network that are not Aviary's, by name. */
  List<JoinedContainer> joined() {
    return docker
        .listContainersCmd()
        .withShowAll(true)
        .withNetworkFilter(List.of(name()))
        .exec()
        .stream()
        .filter(each -> !instance.name().equals(each.getLabels().get(Labels.INSTANCE)))
        .map(this::joined)
        .sorted(Comparator.comparing(JoinedContainer::name))
        .toList();
  }

  private JoinedContainer joined(Container container) {
    return new JoinedContainer(
        plain(container),
        container.getImage(),
        "running".equals(container.getState()),
        aliases(container.getId()).stream()
            .filter(alias -> !container.getId().startsWith(alias))
            .sorted()
            .toList());
  }

  /** The names of a container on the network, beside its own; none of one that is gone. */
  private List<String> aliases(String container) {
    try {
      ContainerNetwork here =
          docker
              .inspectContainerCmd(container)
              .exec()
              .getNetworkSettings()
              .getNetworks()
              .get(name());
      List<String> aliases = here == null ? null : here.getAliases();
      return aliases == null ? List.of() : aliases;
    } catch (NotFoundException gone) {
      return List.of();
    }
  }

  private List<Container> redis() {
    return docker
        .listContainersCmd()
        .withLabelFilter(Labels.role(instance, Labels.ROLE_APP_REDIS))
        .exec();
  }

  private static String plain(Container container) {
    return container.getNames()[0].substring(1);
  }
}

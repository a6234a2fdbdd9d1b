package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bridge network that the instance's apps and their Redis are on. */
@Singleton
final class AppNetwork {
  private static final Logger LOG = LoggerFactory.getLogger(AppNetwork.class);
  private static final String REDIS = "redis";

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

  /**
   * Makes the network if it is not there, and connects the apps' Redis under the name by which they
   * know it, if it is not.
   */
  Subnet connectRedis() {
    Subnet subnet = ensure();
    for (Container redis :
        docker
            .listContainersCmd()
            .withLabelFilter(Labels.role(instance, Labels.ROLE_APP_REDIS))
            .exec()) {
      var settings = redis.getNetworkSettings();
      if (settings == null || !settings.getNetworks().containsKey(name())) {
        docker
            .connectToNetworkCmd()
            .withNetworkId(name())
            .withContainerId(redis.getId())
            .withContainerNetwork(new ContainerNetwork().withAliases(REDIS))
            .exec();
        LOG.atInfo()
            .addKeyValue("container", redis.getId())
            .log("Connected the apps' Redis to their network");
      }
    }
    return subnet;
  }
}

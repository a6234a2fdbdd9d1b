package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import jakarta.inject.Singleton;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bridge network that the instance's apps and its Redis are on. */
@Singleton
final class AppNetwork {
  private static final Logger LOG = LoggerFactory.getLogger(AppNetwork.class);
  private static final int SUBNETS = 256;
  private static final String REDIS = "redis";

  private final DockerClient docker;
  private final Instance instance;
  private final ReentrantLock making = new ReentrantLock();

  AppNetwork(DockerClient docker, Instance instance) {
    this.docker = docker;
    this.instance = instance;
  }

  String name() {
    return instance.name() + "-apps";
  }

  /** Makes the network if it is not there. */
  Subnet ensure() {
    making.lock();
    try {
      return subnet(docker.inspectNetworkCmd().withNetworkId(name()).exec());
    } catch (NotFoundException notThere) {
      return make();
    } finally {
      making.unlock();
    }
  }

  /**
   * Makes the network if it is not there, and connects the instance's Redis under the name by which
   * apps know it, if it is not.
   */
  Subnet connectRedis() {
    Subnet subnet = ensure();
    for (Container redis :
        docker
            .listContainersCmd()
            .withLabelFilter(Labels.role(instance, Labels.ROLE_REDIS))
            .exec()) {
      var settings = redis.getNetworkSettings();
      if (settings == null || !settings.getNetworks().containsKey(name())) {
        docker
            .connectToNetworkCmd()
            .withNetworkId(name())
            .withContainerId(redis.getId())
            .withContainerNetwork(new ContainerNetwork().withAliases(REDIS))
            .exec();
        LOG.atInfo().addKeyValue("container", redis.getId()).log("Connected Redis to the apps");
      }
    }
    return subnet;
  }

  /** Instances begin at different places, so that they rarely meet. */
  private Subnet make() {
    int first = Math.floorMod(instance.name().hashCode(), SUBNETS);
    for (int n = 0; n < SUBNETS - 1; n++) {
      Subnet subnet = Subnet.of((first + n) % SUBNETS);
      try {
        create(subnet);
        LOG.atInfo().addKeyValue("subnet", subnet.cidr()).log("Made the app network");
        return subnet;
      } catch (DockerException e) {
        if (!taken(String.valueOf(e.getMessage()))) {
          throw e;
        }
      }
    }
    throw new IllegalStateException("every /24 of 10.213.0.0/16 overlaps with another network");
  }

  /** Docker has no code of its own for this, and a word for each way to find out. */
  private static boolean taken(String message) {
    return message.contains("overlap") || message.contains("already in use");
  }

  private void create(Subnet subnet) {
    docker
        .createNetworkCmd()
        .withName(name())
        .withDriver("bridge")
        .withCheckDuplicate(true)
        .withLabels(Labels.of(instance))
        .withIpam(
            new Network.Ipam()
                .withConfig(
                    new Network.Ipam.Config()
                        .withSubnet(subnet.cidr())
                        .withIpRange(subnet.dynamicRange())
                        .withGateway(subnet.gateway())))
        .exec();
  }

  private static Subnet subnet(Network network) {
    return Subnet.parse(network.getIpam().getConfig().getFirst().getSubnet());
  }
}

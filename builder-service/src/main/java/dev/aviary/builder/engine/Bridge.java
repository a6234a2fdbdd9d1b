package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bridge network of the instance. The name of its device follows from the instance, because the
 * guard's rules ({@code deploy/images/guard}) name it before it is there.
 */
final class Bridge {
  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);
  private static final int SUBNETS = 256;
  private static final int DIGITS = 7;
  private static final String MTU = "com.docker.network.driver.mtu";

  private final DockerClient docker;
  private final Instance instance;
  private final String purpose;
  private final ReentrantLock making = new ReentrantLock();

  /**
   * @param purpose what it is for; networks of an instance differ in the first letter of it
   */
  Bridge(DockerClient docker, Instance instance, String purpose) {
    this.docker = docker;
    this.instance = instance;
    this.purpose = purpose;
  }

  String name() {
    return instance.name() + "-" + purpose;
  }

  /** 15 characters, the most that Linux takes. */
  String device() {
    byte[] digest = Sha256.begin().digest(instance.name().getBytes(StandardCharsets.UTF_8));
    return "aviary-" + HexFormat.of().formatHex(digest).substring(0, DIGITS) + purpose.charAt(0);
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

  /** Instances begin at different places, so that they rarely meet. */
  private Subnet make() {
    int first = Math.floorMod(instance.name().hashCode(), SUBNETS);
    for (int n = 0; n < SUBNETS - 1; n++) {
      Subnet subnet = Subnet.of((first + n) % SUBNETS);
      try {
        create(subnet);
        LOG.atInfo()
            .addKeyValue("network", name())
            .addKeyValue("subnet", subnet.cidr())
            .log("Made a network");
        return subnet;
      } catch (DockerException e) {
        if (!taken(String.valueOf(e.getMessage()))) {
          throw e;
        }
      }
    }
    throw new IllegalStateException("every /24 of 10.213.0.0/16 overlaps with another network");
  }

  /** Docker has no status of its own for this; each way to find out has its own text. */
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
        .withOptions(options())
        .withIpam(
            new Network.Ipam()
                .withConfig(
                    new Network.Ipam.Config()
                        .withSubnet(subnet.cidr())
                        .withIpRange(subnet.dynamicRange())
                        .withGateway(subnet.gateway())))
        .exec();
  }

  /** The engine's own setting of the MTU is for its default network alone. */
  private Map<String, String> options() {
    var options = new HashMap<String, String>();
    options.put("com.docker.network.bridge.name", device());
    try {
      var usual = docker.inspectNetworkCmd().withNetworkId("bridge").exec().getOptions();
      String mtu = usual == null ? null : usual.get(MTU);
      if (mtu != null) {
        options.put(MTU, mtu);
      }
    } catch (NotFoundException noDefaultNetwork) {
      LOG.atDebug().log("The engine has no default network to take the MTU from");
    }
    return options;
  }

  private static Subnet subnet(Network network) {
    Network.Ipam.Config config = network.getIpam().getConfig().getFirst();
    return Subnet.parse(config.getSubnet(), config.getIpRange());
  }
}

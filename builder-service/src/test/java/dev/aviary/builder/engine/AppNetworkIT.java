package dev.aviary.builder.engine;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Network;
import dev.aviary.builder.testing.RealEngine;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The app network, with the real engine. */
final class AppNetworkIT {
  private final RealEngine engine = RealEngine.connect();
  private final Instance instance = new Instance(engine.instance());
  private final DockerClient docker = engine.docker();
  private final AppNetwork network = new AppNetwork(docker, instance);

  @AfterEach
  void clear() {
    engine.close();
  }

  @Test
  void itIsMadeOnceAndFoundAgain() {
    Subnet made = network.ensure();
    assertEquals(made, network.ensure());
    assertEquals(made, new AppNetwork(docker, instance).ensure());
  }

  @Test
  void aSubnetThatAnotherNetworkHasIsPassedOver() {
    Subnet taken = network.ensure();
    docker.removeNetworkCmd(network.name()).exec();
    docker
        .createNetworkCmd()
        .withName(network.name() + "-too")
        .withIpam(new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(taken.cidr())))
        .exec();
    assertNotEquals(taken, network.ensure());
  }

  @Test
  void itsDeviceHasTheNameThatTheGuardGivesIt() {
    network.ensure();
    var options = docker.inspectNetworkCmd().withNetworkId(network.name()).exec().getOptions();
    assertEquals(
        new Bridge(docker, instance, "apps").device(),
        options.get("com.docker.network.bridge.name"));
    // As in deploy/images/guard: printf %s aviary | sha256sum | cut -c 1-7
    assertEquals("aviary-bb5e92eb", new Bridge(docker, new Instance("aviary"), "builds").device());
  }

  @Test
  void aRedisThatWasMadeAnewIsConnectedAgain() {
    for (int n = 0; n < 2; n++) {
      String redis = redis();
      network.connectRedis();
      eventually("it is on the network", () -> connected(redis));
      network.connectRedis();
      docker.removeContainerCmd(redis).withForce(true).exec();
    }
  }

  private boolean connected(String redis) {
    var at =
        docker
            .inspectContainerCmd(redis)
            .exec()
            .getNetworkSettings()
            .getNetworks()
            .get(network.name());
    return at != null && at.getAliases() != null && at.getAliases().contains("redis");
  }

  private String redis() {
    String id =
        docker
            .createContainerCmd("python-base")
            .withCmd("sleep", "600")
            .withLabels(
                Map.of(Labels.INSTANCE, instance.name(), Labels.ROLE, Labels.ROLE_APP_REDIS))
            .exec()
            .getId();
    docker.startContainerCmd(id).exec();
    return id;
  }
}

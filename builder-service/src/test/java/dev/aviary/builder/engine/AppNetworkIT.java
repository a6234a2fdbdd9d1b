package dev.aviary.builder.engine;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network;
import dev.aviary.builder.testing.RealEngine;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.redis.Wire;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  void aRedisThatWasMadeAnewIsConnectedAgainAndIsRedisByName() {
    for (int n = 0; n < 2; n++) {
      String redis = sleeping("shared-" + instance.name(), Labels.ROLE_APP_REDIS);
      network.connectRedis();
      assertEquals(address(redis), resolved("shared"));
      network.connectRedis();
      docker.removeContainerCmd(redis).withForce(true).exec();
    }
  }

  @Test
  void whatTheOwnerCallsRedisIsNotTheRedisOfTheOtherApps() {
    String shared = sleeping("shared-" + instance.name(), Labels.ROLE_APP_REDIS);
    network.connectRedis();
    join(sleeping("wrong-" + instance.name(), "none-of-aviary"), "redis");
    assertEquals("", resolved("own"));
    assertEquals(address(shared), resolved("shared"));
    String owners = sleeping("owners-" + instance.name(), "none-of-aviary");
    join(owners, "app-redis");
    assertEquals(address(owners), resolved("own"));
    assertEquals(address(shared), resolved("shared"));
  }

  @Test
  void whatTheOwnerJoinedIsShownWithItsNames() {
    network.ensure();
    String owners = unlabelled("owners-" + instance.name());
    join(owners, "db");
    try {
      var shown =
          new JoinedContainer("owners-" + instance.name(), "python-base", true, List.of("db"));
      // An engine under load shows a container before its names.
      eventually("it is shown", () -> network.joined().equals(List.of(shown)));
    } finally {
      docker.removeContainerCmd(owners).withForce(true).exec();
    }
  }

  @Test
  void aContainerOfAnOlderAviaryFindsRedisByItsAlias() {
    network.ensure();
    String redis = sleeping("shared-" + instance.name(), Labels.ROLE_APP_REDIS);
    join(redis, "redis");
    assertEquals(address(redis), resolved("shared"));
  }

  /** The address that the name of Redis has in a new container of an app; none is empty. */
  private String resolved(String redis) {
    String settings =
        "{\"name\": \"app\", \"repository\": \"file:///a.git\", \"redis\": \"%s\"}"
            .formatted(redis);
    AppSpec spec = Wire.standalone().read(settings, AppSpec.class);
    String id =
        docker
            .createContainerCmd("python-base")
            .withLabels(Map.of(Labels.INSTANCE, instance.name()))
            .withHostConfig(
                HostConfig.newHostConfig()
                    .withNetworkMode(network.name())
                    .withLinks(network.links(spec)))
            .withCmd("sleep", "600")
            .exec()
            .getId();
    docker.startContainerCmd(id).exec();
    String found =
        new ExecRunner(docker).output(id, "sh", "-c", "getent hosts redis | cut -d' ' -f1");
    docker.removeContainerCmd(id).withForce(true).exec();
    return found.strip();
  }

  private String address(String container) {
    return Objects.requireNonNull(joined(container).getIpAddress());
  }

  private ContainerNetwork joined(String container) {
    return Objects.requireNonNull(
        docker
            .inspectContainerCmd(container)
            .exec()
            .getNetworkSettings()
            .getNetworks()
            .get(network.name()));
  }

  private void join(String container, String alias) {
    docker
        .connectToNetworkCmd()
        .withNetworkId(network.name())
        .withContainerId(container)
        .withContainerNetwork(new ContainerNetwork().withAliases(alias))
        .exec();
  }

  private String sleeping(String name, String role) {
    return sleeping(name, Map.of(Labels.INSTANCE, instance.name(), Labels.ROLE, role));
  }

  private String unlabelled(String name) {
    return sleeping(name, Map.of());
  }

  private String sleeping(String name, Map<String, String> labels) {
    String id =
        docker
            .createContainerCmd("python-base")
            .withName(name)
            .withCmd("sleep", "600")
            .withLabels(labels)
            .exec()
            .getId();
    docker.startContainerCmd(id).exec();
    return id;
  }
}

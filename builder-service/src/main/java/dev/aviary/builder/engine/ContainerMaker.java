package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes containers of releases, each with an address that no other container has. */
@Singleton
final class ContainerMaker {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerMaker.class);

  private final DockerClient docker;
  private final AppNetwork network;
  private final AddressBook addresses;
  private final Instance instance;
  private final ContainerForm form;

  ContainerMaker(
      DockerClient docker,
      AppNetwork network,
      AddressBook addresses,
      Instance instance,
      EngineSettings settings,
      Wire wire) {
    this.docker = docker;
    this.network = network;
    this.addresses = addresses;
    this.instance = instance;
    this.form = new ContainerForm(instance, wire, settings, new SecureRandom());
  }

  String name(PlannedContainer plan) {
    return plan.name(instance);
  }

  /**
   * Makes a container, but does not start it.
   *
   * @param present what is there
   * @param taken addresses that must not be given out, beside those of all containers
   * @return its id
   * @throws DockerException when Docker will not
   */
  String make(PlannedContainer plan, AppContainers present, Set<String> taken) {
    Subnet subnet = network.connectRedis();
    var used = new HashSet<>(taken);
    Stream.concat(
            present.slots().stream().map(AppContainer::address),
            present.sides().stream().map(SideContainer::address))
        .forEach(used::add);
    String address = addresses.give(subnet, used);
    String id = form.fill(docker, plan, subnet, network, address).exec().getId();
    LOG.atInfo()
        .addKeyValue("container", name(plan))
        .addKeyValue("release", plan.placement().release().id())
        .addKeyValue("address", address)
        .log("Made a container");
    return id;
  }
}

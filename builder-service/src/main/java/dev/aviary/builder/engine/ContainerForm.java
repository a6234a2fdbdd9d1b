package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Limits;
import dev.aviary.contract.redis.Wire;
import java.util.List;
import java.util.Map;

/**
 * How every app container is made: limited, without capabilities, without host ports, and without a
 * restart policy, because the reconciler replaces what died and keeps address and route true.
 */
final class ContainerForm {
  private static final Map<String, String> LOG_SIZE = Map.of("max-size", "10m", "max-file", "2");

  private final Instance instance;
  private final Wire wire;
  private final int flagPort;

  ContainerForm(Instance instance, Wire wire, int flagPort) {
    this.instance = instance;
    this.wire = wire;
    this.flagPort = flagPort;
  }

  CreateContainerCmd fill(
      DockerClient docker, ContainerPlan plan, Subnet subnet, String network, String address) {
    String flags = "http://" + subnet.gateway() + ":" + flagPort;
    return docker
        .createContainerCmd(plan.placement().release().image())
        .withName(plan.name(instance))
        .withLabels(plan.labels(instance, wire))
        .withEnv(plan.environment(flags))
        .withStopSignal("SIGTERM")
        .withIpv4Address(address)
        .withHostConfig(limited(plan.spec().limits()).withNetworkMode(network));
  }

  private static HostConfig limited(Limits limits) {
    return HostConfig.newHostConfig()
        .withNanoCPUs(limits.nanoCpus())
        .withMemory(limits.memoryBytes())
        .withMemorySwap(limits.memoryBytes())
        .withPidsLimit(limits.pidsLimit())
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withRestartPolicy(RestartPolicy.noRestart())
        .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOG_SIZE))
        .withInit(true);
  }
}

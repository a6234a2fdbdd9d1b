package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Limits;
import dev.aviary.contract.caller.CallerToken;
import dev.aviary.contract.redis.Wire;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How every app container is made: limited, without capabilities, without host ports, and without a
 * restart policy, because the reconciler replaces what died and keeps address and route true.
 */
final class ContainerForm {
  private static final Map<String, String> LOG_SIZE = Map.of("max-size", "10m", "max-file", "2");

  private final Instance instance;
  private final Wire wire;
  private final int flagPort;
  private final RandomGenerator secure;

  /**
   * @param secure for the tokens of containers
   */
  ContainerForm(Instance instance, Wire wire, int flagPort, RandomGenerator secure) {
    this.instance = instance;
    this.wire = wire;
    this.flagPort = flagPort;
    this.secure = secure;
  }

  CreateContainerCmd fill(
      DockerClient docker, ContainerPlan plan, Subnet subnet, String network, String address) {
    String flags = "http://" + subnet.gateway() + ":" + flagPort;
    CallerToken token = CallerToken.random(secure);
    return docker
        .createContainerCmd(plan.placement().release().image())
        .withName(plan.name(instance))
        .withLabels(plan.labels(instance, wire, token))
        .withEnv(plan.environment(flags, token))
        .withStopSignal("SIGTERM")
        .withIpv4Address(address)
        .withHostConfig(limited(plan.spec().run().limits()).withNetworkMode(network));
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

package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.aviary.contract.app.Capabilities;
import dev.aviary.contract.app.ContainerLimits;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.caller.CallerToken;
import dev.aviary.contract.redis.Wire;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How every container of a release is made: limited, with those capabilities that its settings
 * keep, without new privileges, without host ports, and without a restart policy, because the
 * reconciler replaces what died and keeps address and route true.
 */
final class ContainerForm {
  static final Map<String, String> LOG_SIZE = Map.of("max-size", "10m", "max-file", "2");

  private final Instance instance;
  private final Wire wire;
  private final EngineSettings settings;
  private final RandomGenerator secure;

  /**
   * @param secure for the tokens of containers
   */
  ContainerForm(Instance instance, Wire wire, EngineSettings settings, RandomGenerator secure) {
    this.instance = instance;
    this.wire = wire;
    this.settings = settings;
    this.secure = secure;
  }

  CreateContainerCmd fill(
      DockerClient docker,
      PlannedContainer plan,
      Subnet subnet,
      AppNetwork network,
      String address) {
    String host = settings.flagHost().isEmpty() ? subnet.gateway() : settings.flagHost();
    String flags = "http://" + host + ":" + settings.flagPort();
    CallerToken token = CallerToken.random(secure);
    RunOptions run = plan.spec().run();
    CreateContainerCmd container =
        docker
            .createContainerCmd(plan.placement().release().image())
            .withName(plan.name(instance))
            .withLabels(plan.labels(instance, wire, token))
            .withEnv(plan.environment(flags, token))
            .withStopTimeout(run.stopSeconds())
            .withIpv4Address(address)
            .withHostConfig(
                limited(run)
                    .withNetworkMode(network.name())
                    .withLinks(network.links(plan.spec()))
                    .withMounts(AppVolumes.mounts(instance, plan.spec())));
    started(container, plan);
    return container;
  }

  /** What is not given stays as the image says. */
  private static void started(CreateContainerCmd container, PlannedContainer plan) {
    RunOptions run = plan.spec().run();
    String command = plan.command();
    if (command != null) {
      container.withEntrypoint(ShellCommand.of(command));
    }
    if (run.user() != null) {
      container.withUser(run.user());
    }
    if (run.stopSignal() != null) {
      container.withStopSignal(run.stopSignal());
    }
  }

  private static HostConfig limited(RunOptions run) {
    ContainerLimits limits = run.limits();
    return HostConfig.newHostConfig()
        .withNanoCPUs(limits.nanoCpus())
        .withMemory(limits.memoryBytes())
        .withMemorySwap(limits.memoryBytes())
        .withPidsLimit(limits.pidsLimit())
        .withCapDrop(Capability.ALL)
        .withCapAdd(
            Capabilities.kept(run.capabilities()).stream()
                .map(Capability::valueOf)
                .toArray(Capability[]::new))
        .withSecurityOpts(List.of("no-new-privileges"))
        .withRestartPolicy(RestartPolicy.noRestart())
        .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOG_SIZE))
        .withInit(true);
  }
}

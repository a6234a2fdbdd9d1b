package dev.aviary.builder.engine;

import dev.aviary.contract.app.Capabilities;
import dev.aviary.contract.app.ContainerLimits;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.caller.CallerToken;
import dev.aviary.contract.redis.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the service of a slot is made: as a container of a slot ({@link ContainerForm}), as far as
 * Swarm has words for it. It has none for {@code no-new-privileges} before Docker 28 and for the
 * limit of swap. Swarm does not start it again, because the reconciler replaces what died, and
 * looks at no health check of the image, which would end a container that the reconciler keeps.
 */
final class ServiceForm {
  /** Swarm takes 63, and the names of its secrets are longer than that of a service. */
  private static final int LONGEST_NAME = 58;

  private final Instance instance;
  private final Wire wire;
  private final EngineSettings settings;

  ServiceForm(Instance instance, Wire wire, EngineSettings settings) {
    this.instance = instance;
    this.wire = wire;
    this.settings = settings;
  }

  /**
   * A name that is free, of at most {@value #LONGEST_NAME} characters.
   *
   * @param suffix letters and digits that no other service has
   */
  String name(ContainerPlan plan, String suffix) {
    String end = "-" + plan.slot().id() + "-" + suffix;
    String begin = instance.name() + "-" + plan.spec().name();
    return begin.substring(0, Math.min(begin.length(), LONGEST_NAME - end.length())) + end;
  }

  /**
   * The body of {@code POST /services/create}.
   *
   * @param image as every node can get it
   * @param network the name of the apps' network
   * @param constraints that its node is to meet
   * @param secrets that it is given, as the members of {@code ContainerSpec.Secrets}
   */
  Map<String, Object> fill(
      ContainerPlan plan,
      String name,
      String image,
      CallerToken token,
      String network,
      List<String> constraints,
      List<Map<String, Object>> secrets) {
    RunOptions run = plan.spec().run();
    Map<String, String> labels = plan.labels(instance, wire, token);
    var ofService = new HashMap<>(labels);
    ofService.put(Labels.IMAGE, plan.placement().release().image());
    var task =
        Map.of(
            "ContainerSpec", container(plan, image, labels, token, secrets),
            "Resources", Map.of("Limits", limits(run.limits())),
            "RestartPolicy", Map.of("Condition", "none"),
            "Placement", Map.of("Constraints", constraints),
            "LogDriver", Map.of("Name", "json-file", "Options", ContainerForm.LOG_SIZE),
            "Networks", List.of(Map.of("Target", network)));
    return Map.of(
        "Name", name,
        "Labels", ofService,
        "TaskTemplate", task,
        "Mode", Map.of("Replicated", Map.of("Replicas", 1)),
        // Whoever asks for its name is given the task's address: Swarm has no address of its own
        // for it.
        "EndpointSpec", Map.of("Mode", "dnsrr"));
  }

  private Map<String, Object> container(
      ContainerPlan plan,
      String image,
      Map<String, String> labels,
      CallerToken token,
      List<Map<String, Object>> secrets) {
    RunOptions run = plan.spec().run();
    String flags = "http://" + settings.flagHost() + ":" + settings.flagPort();
    var container = new HashMap<String, Object>();
    container.put("Image", image);
    container.put("Labels", labels);
    container.put("Env", plan.environment(flags, token));
    container.put("Init", true);
    container.put("StopGracePeriod", Duration.ofSeconds(run.stopSeconds()).toNanos());
    container.put("Healthcheck", Map.of("Test", List.of("NONE")));
    container.put("CapabilityDrop", List.of("ALL"));
    container.put(
        "CapabilityAdd",
        Capabilities.kept(run.capabilities()).stream().map(each -> "CAP_" + each).toList());
    container.put("Secrets", secrets);
    String command = plan.command();
    if (command != null) {
      container.put("Command", ShellCommand.of(command));
    }
    if (run.user() != null) {
      container.put("User", run.user());
    }
    if (run.stopSignal() != null) {
      container.put("StopSignal", run.stopSignal());
    }
    return container;
  }

  private static Map<String, Object> limits(ContainerLimits limits) {
    return Map.of(
        "NanoCPUs", limits.nanoCpus(),
        "MemoryBytes", limits.memoryBytes(),
        "Pids", limits.pidsLimit());
  }
}

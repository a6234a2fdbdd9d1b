package dev.aviary.benchmark.idle;

import dev.aviary.benchmark.idle.ProcessTimes.ProcessTime;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The processes that an instance is made of: those of its containers, and those of the engine
 * around them. The engine's daemons serve whatever else runs on the machine too.
 */
final class InstanceProcesses implements Function<ProcessTime, Group> {
  private static final Pattern CONTAINER = Pattern.compile("[0-9a-f]{64}");

  private final Map<String, String> roles;

  /**
   * @param roles what each container of the instance is, by its full id
   */
  InstanceProcesses(Map<String, String> roles) {
    this.roles = Map.copyOf(roles);
  }

  @Override
  public Group apply(ProcessTime process) {
    String role = role(process.cgroup());
    if (role != null) {
      // What ends in a container is waited for by its first process or by the shim.
      return Group.of(role);
    }
    return switch (process.command()) {
      case "dockerd" -> Group.of("dockerd");
      case "containerd" -> Group.of("containerd");
      case "docker-proxy" -> Group.of("docker-proxy");
      default -> shim(process);
    };
  }

  private Group shim(ProcessTime process) {
    boolean ours =
        process.command().startsWith("containerd-shim") && role(process.arguments()) != null;
    return ours ? new Group("containerd-shim", "processes started in containers") : Group.NONE;
  }

  private @Nullable String role(String text) {
    Matcher id = CONTAINER.matcher(text);
    while (id.find()) {
      String role = roles.get(id.group());
      if (role != null) {
        return role;
      }
    }
    return null;
  }
}

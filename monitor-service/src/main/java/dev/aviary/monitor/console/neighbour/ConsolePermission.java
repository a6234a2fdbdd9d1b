package dev.aviary.monitor.console.neighbour;

import dev.aviary.monitor.console.access.Role;
import java.util.regex.Pattern;

/**
 * One call that the console passes on.
 *
 * @param method of HTTP
 * @param pattern a path whose variable segments stand in braces, as {@code /apps/{app}}
 * @param role from which on it may be made
 */
record ConsolePermission(Callee to, String method, String pattern, Role role) {

  /** The services that take calls; the monitor answers its own. */
  enum Callee {
    BUILDER("builder"),
    BALANCER("balancer"),
    FLAGS("flags"),
    MONITOR("monitor");

    private final String id;

    Callee(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  /**
   * A segment holds what names of apps, slots, deployments and flags hold. None begins with a dot
   * and none is escaped, so that every reader of the path sees the same one.
   */
  private static final String SEGMENT = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}";

  private static final Pattern VARIABLE = Pattern.compile("\\{[a-z]+}");

  /** The paths that it stands for. */
  Pattern paths() {
    return Pattern.compile(VARIABLE.matcher(pattern.replace(".", "[.]")).replaceAll(SEGMENT));
  }
}

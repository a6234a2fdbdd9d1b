package dev.aviary.contract.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a container's root may do beside what everybody may (capabilities(7)).
 *
 * <p>The default is the list that Docker gives, less three: {@code NET_RAW}, with which an app
 * could answer in the name of another on their common network; {@code MKNOD}, which makes device
 * files; and {@code AUDIT_WRITE}, which writes into the machine's audit log. Images that begin as
 * root to change owners or to step down to another user, as those of nginx and the databases do,
 * need the rest. A process that is not root has none of them.
 */
public final class Capabilities {
  public static final String DEFAULT = "default";

  /** None at all. */
  public static final String STRICT = "strict";

  private static final List<String> DEFAULTS =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  /**
   * What can be asked for: Docker's own list, and what acts on the container's own processes alone.
   */
  private static final Set<String> KNOWN = known();

  private Capabilities() {}

  private static Set<String> known() {
    var known = new TreeSet<>(DEFAULTS);
    known.addAll(List.of("AUDIT_WRITE", "IPC_LOCK", "MKNOD", "NET_RAW", "SYS_NICE", "SYS_PTRACE"));
    return known;
  }

  static String check(String text) {
    if (text.equals(DEFAULT) || text.equals(STRICT)) {
      return text;
    }
    List<String> names = split(text);
    for (String name : names) {
      Check.that(
          KNOWN.contains(name),
          "capabilities: '%s' is not among default, strict and %s"
              .formatted(name, String.join(", ", KNOWN)));
    }
    return String.join(",", names);
  }

  /** The names of those that a setting keeps, without {@code CAP_}. */
  public static List<String> kept(String setting) {
    return switch (setting) {
      case DEFAULT -> DEFAULTS;
      case STRICT -> List.of();
      default -> split(setting);
    };
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.toUpperCase(Locale.ROOT).split(",", -1))
        .map(String::strip)
        .map(name -> name.startsWith("CAP_") ? name.substring(4) : name)
        .distinct()
        .sorted()
        .toList();
  }
}

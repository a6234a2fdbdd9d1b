package dev.aviary.builder.diagnosis;

import dev.aviary.contract.app.Capabilities;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the kernel did not let a program do. */
final class RightsRules {
  private static final Pattern NOT_PERMITTED =
      Pattern.compile("operation not permitted|\\beperm\\b|cannot set groups");
  private static final Pattern LOW_PORT =
      Pattern.compile("bind.*permission denied|permission denied.*bind");
  private static final Pattern NO_WRITING =
      Pattern.compile("read-only file system|\\berofs\\b|permission denied|\\beacces\\b");

  /** What a line tells of, and the capabilities that it needs. */
  private static final Map<Pattern, List<String>> NEEDS = needs();

  private RightsRules() {}

  private static Map<Pattern, List<String>> needs() {
    var needs = new LinkedHashMap<Pattern, List<String>>();
    needs.put(Pattern.compile("chown|ownership|changing owner"), List.of("CHOWN"));
    needs.put(
        Pattern.compile(
            "set(re|res|fs)?[ug]id|setgroups|initgroups|set groups|switching to|\\bsu:"),
        List.of("SETGID", "SETUID"));
    needs.put(Pattern.compile("chmod|utime|changing (mode|permissions)"), List.of("FOWNER"));
    needs.put(Pattern.compile("\\bbind\\b"), List.of("NET_BIND_SERVICE"));
    needs.put(Pattern.compile("chroot"), List.of("SYS_CHROOT"));
    needs.put(Pattern.compile("mknod"), List.of("MKNOD"));
    needs.put(Pattern.compile("raw socket|sock_raw|\\bping\\b|icmp"), List.of("NET_RAW"));
    needs.put(Pattern.compile("audit"), List.of("AUDIT_WRITE"));
    needs.put(Pattern.compile("sched_|priority|\\bnice\\b"), List.of("SYS_NICE"));
    needs.put(Pattern.compile("mlock|lock memory"), List.of("IPC_LOCK"));
    needs.put(Pattern.compile("ptrace"), List.of("SYS_PTRACE"));
    return needs;
  }

  static Optional<String> capability(StartEvidence evidence) {
    if (evidence.ending().running()) {
      return Optional.empty();
    }
    return evidence
        .line(NOT_PERMITTED)
        .or(() -> evidence.line(LOW_PORT))
        .map(line -> cure(evidence, line));
  }

  private static String cure(StartEvidence evidence, String line) {
    List<String> needed = needed(evidence, line);
    List<String> kept = Capabilities.kept(evidence.run().capabilities());
    String said = "It was not permitted to do what it needs (" + line + "): ";
    if (!evidence.facts().isRoot() && kept.containsAll(needed)) {
      return said
          + "it runs as %s, and only root may; do it in the Dockerfile, or set user to root."
              .formatted(evidence.facts().user());
    }
    boolean all = kept.containsAll(Capabilities.kept(Capabilities.DEFAULT));
    if (kept.containsAll(needed) && (all || !needed.isEmpty())) {
      return said + "no container of an app has that right; let it do without.";
    }
    if (Capabilities.kept(Capabilities.DEFAULT).containsAll(needed)) {
      return said + "set capabilities to default; they are " + evidence.run().capabilities() + ".";
    }
    return said
        + "set capabilities to "
        + Stream.concat(kept.stream(), needed.stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining(","))
        + ".";
  }

  /** By the line itself, else by those before it. */
  private static List<String> needed(StartEvidence evidence, String line) {
    List<String> named = needed(line);
    return named.isEmpty() ? needed(evidence.around(line)) : named;
  }

  private static List<String> needed(String text) {
    String words = text.toLowerCase(Locale.ROOT);
    return NEEDS.entrySet().stream()
        .filter(need -> need.getKey().matcher(words).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(List.of());
  }

  static Optional<String> writing(StartEvidence evidence) {
    if (evidence.ending().running()) {
      return Optional.empty();
    }
    return evidence
        .line(NO_WRITING)
        .map(line ->
            "It may not write where it wants to (%s): it runs as %s; give that user the folder in the Dockerfile (RUN chown), set volumes for what is to be kept, or set user."
                    .formatted(line, evidence.facts().isRoot() ? "root" : evidence.facts().user())
                + (evidence.facts().isRoot()
                        && !Capabilities.kept(evidence.run().capabilities())
                            .contains("DAC_OVERRIDE")
                    ? " Its capabilities are %s, with which root may write only what is its own."
                        .formatted(evidence.run().capabilities())
                    : ""));
  }
}

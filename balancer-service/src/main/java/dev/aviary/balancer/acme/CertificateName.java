package dev.aviary.balancer.acme;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which host names a certificate can be ordered for. */
final class CertificateName {
  /** Letters, digits and hyphens (RFC 5890, section 2.3.1), at most 63 of them. */
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** In the place of an IPv4 address (RFC 5952, WHATWG URL): its last label is a number. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  private static final int LONGEST = 253;

  private CertificateName() {}

  /**
   * Why no certificate can be ordered for the host; null: one can.
   *
   * @param host in lower case, as it stands among an app's hosts
   */
  static @Nullable String refusal(String host) {
    String[] labels = host.split("\\.", -1);
    String last = labels[labels.length - 1];
    if (host.startsWith("*.")) {
      return "a wildcard needs the challenge dns-01, which Aviary does not answer; name each host";
    }
    if (host.indexOf(':') >= 0 || NUMBER.matcher(last).matches()) {
      return "certificates are ordered for names and not for addresses";
    }
    if (host.chars().anyMatch(c -> c > 127)) {
      return "give the name in its ASCII form (xn--...), as `idn2 " + host + "` prints it";
    }
    if (last.equals("localhost")) {
      return "a name under localhost is this machine's alone, so no authority can reach it";
    }
    if (labels.length == 1) {
      return "a name without a dot is not a public one";
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return "'" + label + "' is not a label of a host name: letters, digits and inner hyphens";
      }
    }
    return host.length() > LONGEST ? "it is longer than " + LONGEST + " characters" : null;
  }
}

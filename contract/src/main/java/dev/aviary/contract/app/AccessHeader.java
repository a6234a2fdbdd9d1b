package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header field that opens access. Its value is kept as a hash, so it has to be long and random:
 * 128 bits or more.
 *
 * @param name of the field
 * @param sha256 SHA-256 of the value, in 64 hexadecimal digits
 */
@Serdeable
public record AccessHeader(String name, String sha256) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,59}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Fields that the balancer reads, sets or drops before a rule could look at them. */
  private static final Set<String> TAKEN =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "cookie",
          "forwarded",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  public AccessHeader {
    name = Check.present(name, "access: header.name");
    String small = name.toLowerCase(Locale.ROOT);
    Check.that(
        NAME.matcher(name).matches() && !TAKEN.contains(small) && !small.startsWith("x-forwarded"),
        "access: header.name is '" + name + "'; give a field of your own, as in X-Office-Key");
    sha256 = Check.present(sha256, "access: header.sha256").toLowerCase(Locale.ROOT);
    Check.that(
        HASH.matcher(sha256).matches(),
        "access: header.sha256 is not 64 hexadecimal digits; printf %s VALUE | sha256sum writes"
            + " them");
  }
}

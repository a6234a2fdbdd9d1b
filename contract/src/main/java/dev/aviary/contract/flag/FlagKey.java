package dev.aviary.contract.flag;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.redis.Keys;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A flag's name, which is the plain Redis key that deployed apps read.
 *
 * @param text 1 to 128 of A-Z, a-z, 0-9, '.', '_' and '-', beginning with a letter or digit; never
 *     {@value Keys#LATENCY}
 */
public record FlagKey(String text) implements Comparable<FlagKey> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  public FlagKey {
    String refusal = refusal(Check.present(text, "flag key"));
    Check.that(refusal == null, String.valueOf(refusal));
  }

  /** The key of that name, if a flag can have it. */
  public static Optional<FlagKey> of(String text) {
    return refusal(text) == null ? Optional.of(new FlagKey(text)) : Optional.empty();
  }

  private static @Nullable String refusal(String text) {
    if (!FORM.matcher(text).matches()) {
      return "a flag's key has 1 to 128 of A-Z, a-z, 0-9, '.', '_' and '-',"
          + " and begins with a letter or digit";
    }
    return text.equals(Keys.LATENCY)
        ? "no flag can be called '" + text + "': apps report their service times under that key"
        : null;
  }

  @Override
  public int compareTo(FlagKey other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}

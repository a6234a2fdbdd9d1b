package dev.aviary.flag.store;

import dev.aviary.contract.app.Check;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A flag's name, which is the plain Redis key that deployed apps read.
 *
 * @param text 1 to 128 of A-Z, a-z, 0-9, '.', '_' and '-', beginning with a letter or digit
 */
public record FlagKey(String text) implements Comparable<FlagKey> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  public FlagKey {
    Check.that(
        FORM.matcher(Check.present(text, "flag key")).matches(),
        "a flag's key has 1 to 128 of A-Z, a-z, 0-9, '.', '_' and '-',"
            + " and begins with a letter or digit");
  }

  /** The key of that name, if a flag can have it. */
  public static Optional<FlagKey> of(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new FlagKey(text)) : Optional.empty();
  }

  /** Written out: a record's own goes by method handles, and every look compares all keys. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FlagKey key && text.equals(key.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
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

package dev.aviary.builder.source;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The branches of a repository. */
sealed interface Branches {

  /**
   * What it says.
   *
   * @param tips the commit of each branch, by name
   * @param standard the default branch; null when the repository has none
   */
  record Known(Map<String, String> tips, @Nullable String standard) implements Branches {
    public Known {
      tips = Collections.unmodifiableMap(new TreeMap<>(tips));
    }
  }

  /**
   * The repository does not say.
   *
   * @param reason for a person, with what to do
   */
  record Unreachable(String reason) implements Branches {}
}

package dev.aviary.builder.source;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The branches of a repository. */
public sealed interface Branches {

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

    /** The branches that stand at this commit and may be asked for, by name. */
    public List<String> at(String commit) {
      return tips.keySet().stream()
          .filter(name -> commit.equals(tips.get(name)))
          .filter(Branch::isAllowed)
          .toList();
    }
  }

  /**
   * The repository does not say.
   *
   * @param reason for a person, with what to do
   */
  record Unreachable(String reason) implements Branches {}
}

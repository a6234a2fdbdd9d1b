package dev.aviary.flag.registry;

import dev.aviary.flag.evaluate.Ruleset;

/** Is told of new rules. */
@FunctionalInterface
public interface RulesetListener {
  /**
   * These rules can be read from now on. Called in the order of revisions, one call at a time, and
   * must not wait: the next change waits for it. Boundaries of time are not told.
   */
  void published(Ruleset rules);
}

package dev.aviary.flag.registry;

import java.util.OptionalLong;
import java.util.Set;

/**
 * What must hold of the thing that is changed (RFC 9110, sections 13.1.1 and 13.1.2).
 *
 * @param revisions of which it must have one; empty: any will do
 * @param exists it must be there
 * @param absent it must not be there
 */
public record Condition(Set<Long> revisions, boolean exists, boolean absent) {
  public static final Condition NONE = new Condition(Set.of(), false, false);

  public Condition {
    revisions = Set.copyOf(revisions);
  }

  /**
   * @param revision of the thing as it is; nothing: it is not there
   */
  boolean holds(OptionalLong revision) {
    if (revision.isEmpty()) {
      return revisions.isEmpty() && !exists;
    }
    return !absent && (revisions.isEmpty() || revisions.contains(revision.getAsLong()));
  }
}

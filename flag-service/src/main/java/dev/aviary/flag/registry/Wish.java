package dev.aviary.flag.registry;

import dev.aviary.contract.app.Check;

/**
 * How something is to be changed.
 *
 * @param trial nothing is written: what would come of it is told
 */
public record Wish(Author author, Condition condition, boolean trial) {
  public Wish {
    Check.present(author, "author");
    Check.present(condition, "condition");
  }
}

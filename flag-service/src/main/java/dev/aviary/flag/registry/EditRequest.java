package dev.aviary.flag.registry;

import dev.aviary.contract.app.Check;

/**
 * What every request that changes flags says beside the change itself.
 *
 * @param author who changes them, and why
 * @param condition must hold of the flag, or of all flags, or nothing is changed
 * @param trial nothing is written: the answer tells what would be changed
 */
public record EditRequest(Author author, Condition condition, boolean trial) {
  public EditRequest {
    Check.present(author, "author");
    Check.present(condition, "condition");
  }
}

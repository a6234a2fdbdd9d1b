package dev.aviary.system.stack;

import io.micronaut.json.tree.JsonNode;

/**
 * How a command of the command line ended.
 *
 * @param code its exit code
 */
public record CommandResult(int code, String out, String err) {

  /** The result, if the command ended with this code. */
  public CommandResult expect(int wanted) {
    if (code != wanted) {
      throw new AssertionError("expected %d, got %d:%n%s%n%s".formatted(wanted, code, out, err));
    }
    return this;
  }

  /** What it printed as JSON. */
  public JsonNode json() {
    return Answer.read(out);
  }
}

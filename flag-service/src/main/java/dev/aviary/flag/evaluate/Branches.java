package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Pointer;

/** {@code if}: conditions and branches by turns, and at the end the branch when none holds. */
final class Branches implements Expression {
  private final Expression[] parts;
  private final Pointer pointer;

  Branches(Expression[] parts, Pointer pointer) {
    this.parts = parts;
    this.pointer = pointer;
  }

  @Override
  public Json value(Scope scope) {
    int taken = taken(scope);
    return taken < parts.length ? parts[taken].value(scope) : Json.NULL;
  }

  @Override
  public boolean truth(Scope scope) {
    int taken = taken(scope);
    return taken < parts.length && parts[taken].truth(scope);
  }

  private int taken(Scope scope) {
    int at = 0;
    while (at + 1 < parts.length && !parts[at].truth(scope)) {
      at += 2;
    }
    int taken = at + 1 < parts.length ? at + 1 : at;
    if (scope.run.explains()) {
      scope.run.decide(
          taken < parts.length ? pointer.to(taken) : pointer,
          taken < parts.length ? "this branch is taken" : "no branch is taken");
    }
    return taken;
  }
}

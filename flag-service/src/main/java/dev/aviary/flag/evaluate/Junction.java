package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;

/** {@code or}: the first that holds; {@code and}: the first that does not; or else the last. */
final class Junction implements Expression {
  private final Expression[] parts;
  private final boolean any;

  Junction(Expression[] parts, boolean any) {
    this.parts = parts;
    this.any = any;
  }

  @Override
  public Json value(Scope scope) {
    Json last = Json.NULL;
    for (Expression part : parts) {
      last = part.value(scope);
      if (Coercion.truth(last) == any) {
        return last;
      }
    }
    return last;
  }

  @Override
  public boolean truth(Scope scope) {
    for (Expression part : parts) {
      if (part.truth(scope) == any) {
        return any;
      }
    }
    return !any && parts.length > 0;
  }
}

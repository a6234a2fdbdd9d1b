package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** Compiles {@code fractional}; shares that are the same in every context are added up once. */
final class FractionalCompiler {
  private FractionalCompiler() {}

  static Term compile(Call call) {
    if (call.isComputed()) {
      return call.eager((operands, scope) -> Fractional.of(operands, call.pointer, scope), false);
    }
    List<Term> terms = call.terms();
    Term open = call.of(terms, false, parts -> expression(parts, call));
    return Term.open(open.expression());
  }

  private static Expression expression(Expression[] parts, Call call) {
    Expression first = parts.length == 0 ? null : parts[0];
    boolean named = first instanceof Expression.Constant(Json json) && Fractional.isKey(json);
    boolean mayBeNamed = first != null && !(first instanceof Expression.Constant);
    List<Json> shares = new ArrayList<>();
    boolean constant = true;
    for (int i = named || (mayBeNamed && !isListed(call)) ? 1 : 0; i < parts.length; i++) {
      if (parts[i] instanceof Expression.Constant(Json json)) {
        shares.add(json);
      } else {
        constant = false;
      }
    }
    if (!constant) {
      return scope -> Fractional.of(values(parts, scope), call.pointer, scope);
    }
    Shares known = Shares.of(shares);
    if (first == null || first instanceof Expression.Constant) {
      Json by = named && first instanceof Expression.Constant(Json json) ? json : null;
      return scope -> Fractional.of(by, known, call.pointer, scope);
    }
    return scope -> {
      Json by = first.value(scope);
      return Fractional.isKey(by)
          ? Fractional.of(by, known, call.pointer, scope)
          : Fractional.of(values(parts, scope), call.pointer, scope);
    };
  }

  /** Whether the first operand is a share whose parts are expressions. */
  private static boolean isListed(Call call) {
    return call.listed().getFirst() instanceof ArrayNode;
  }

  private static Json[] values(Expression[] parts, Scope scope) {
    Json[] values = new Json[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = parts[i].value(scope);
    }
    return values;
  }
}

package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes through lists. */
final class ListOperators {
  /** No list in a rule's making is longer. */
  static final int ITEMS = 10_000;

  static final Map<String, Operator> ALL =
      Map.of(
          "map", call -> through(call, ListOperators::map),
          "filter", call -> through(call, ListOperators::filter),
          "all", call -> through(call, ListOperators::all),
          "some", call -> through(call, (loop, list, scope) -> Json.of(some(loop, list, scope))),
          "none", call -> through(call, (loop, list, scope) -> Json.of(!some(loop, list, scope))),
          "reduce", ListOperators::reduce,
          "merge", call -> call.eager(ListOperators::merge, true));

  private ListOperators() {}

  /**
   * What is done for each item.
   *
   * @param cost how many steps one item takes
   */
  private record Loop(Expression body, int cost) {
    Json value(ArrayNode list, int index, Scope scope) {
      scope.run.spend(cost);
      return body.value(scope.item(list.items().get(index), list, index));
    }

    boolean truth(ArrayNode list, int index, Scope scope) {
      scope.run.spend(cost);
      return body.truth(scope.item(list.items().get(index), list, index));
    }
  }

  private interface Passage {
    Json of(Loop loop, ArrayNode list, Scope scope);
  }

  private static Term through(Call call, Passage passage) {
    if (call.isComputed() || call.listed().size() != 2) {
      call.compiler().fault(call.pointer, "'%s' wants a list and a rule".formatted(call.name));
      return Term.constant(Json.NULL);
    }
    RuleCompiler compiler = call.compiler();
    Term list = compiler.compile(call.listed().get(0), call.place(0));
    int before = compiler.size();
    Term body = compiler.compileForItem(call.listed().get(1), call.place(1));
    boolean constant = list.constant() && body.closed();
    Expression from = constant ? list.expression() : compiler.fold(list, call.place(0));
    Loop loop = new Loop(compiler.fold(body, call.place(1)), compiler.size() - before);
    return new Term(
        scope -> passage.of(loop, items(call.name, from.value(scope)), scope),
        constant,
        list.closed() && body.closed(),
        false);
  }

  private static ArrayNode items(String name, Json json) {
    if (json instanceof ArrayNode array) {
      return array;
    }
    if (Coercion.truth(json) || json instanceof ObjectNode) {
      throw new EvaluationFailure("'%s' wants a list, and %s is none".formatted(name, json));
    }
    return new ArrayNode(List.of());
  }

  private static Json map(Loop loop, ArrayNode list, Scope scope) {
    Json[] values = new Json[list.items().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = loop.value(list, i, scope);
    }
    return new ArrayNode(List.of(values));
  }

  private static Json filter(Loop loop, ArrayNode list, Scope scope) {
    List<Json> kept = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      if (loop.truth(list, i, scope)) {
        kept.add(list.items().get(i));
      }
    }
    return new ArrayNode(kept);
  }

  /** Of an empty list nothing holds. */
  private static Json all(Loop loop, ArrayNode list, Scope scope) {
    for (int i = 0; i < list.items().size(); i++) {
      if (!loop.truth(list, i, scope)) {
        return Json.FALSE;
      }
    }
    return Json.of(!list.items().isEmpty());
  }

  private static boolean some(Loop loop, ArrayNode list, Scope scope) {
    for (int i = 0; i < list.items().size(); i++) {
      if (loop.truth(list, i, scope)) {
        return true;
      }
    }
    return false;
  }

  private static Term reduce(Call call) {
    int given = call.listed().size();
    if (call.isComputed() || given < 2 || given > 3) {
      call.compiler().fault(call.pointer, "'reduce' wants a list, a rule and a first value");
      return Term.constant(Json.NULL);
    }
    RuleCompiler compiler = call.compiler();
    Term list = compiler.compile(call.listed().get(0), call.place(0));
    int before = compiler.size();
    Term body = compiler.compileForItem(call.listed().get(1), call.place(1));
    int cost = compiler.size() - before;
    Term first = given < 3 ? null : compiler.compile(call.listed().get(2), call.place(2));
    boolean constant = list.constant() && body.closed() && (first == null || first.constant());
    Reduction reduction =
        new Reduction(
            constant ? list.expression() : compiler.fold(list, call.place(0)),
            compiler.fold(body, call.place(1)),
            first == null
                ? Optional.empty()
                : Optional.of(constant ? first.expression() : compiler.fold(first, call.place(2))),
            cost);
    boolean closed = list.closed() && body.closed() && (first == null || first.closed());
    return new Term(reduction, constant, closed, false);
  }

  /** One value made of a list, item by item. */
  private record Reduction(Expression from, Expression body, Optional<Expression> first, int cost)
      implements Expression {
    @Override
    public Json value(Scope scope) {
      Json begun = first.isEmpty() ? null : flat(first.get().value(scope), scope);
      ArrayNode list = items("reduce", from.value(scope));
      int next = 0;
      if (begun == null) {
        if (list.items().isEmpty()) {
          throw new EvaluationFailure("'reduce' has neither items nor a first value");
        }
        begun = list.items().get(next++);
      }
      Json accumulator = begun;
      for (; next < list.items().size(); next++) {
        scope.run.spend(cost);
        ObjectNode pair =
            ObjectNode.EMPTY
                .with("accumulator", accumulator)
                .with("current", list.items().get(next));
        accumulator = flat(body.value(scope.item(pair, list, next)), scope);
      }
      return accumulator;
    }

    /** Lists and objects in the accumulator hold no others: they could grow without bounds. */
    private static Json flat(Json json, Scope scope) {
      var inner =
          switch (json) {
            case ArrayNode array -> array.items();
            case ObjectNode object -> object.members().values();
            default -> List.<Json>of();
          };
      scope.run.spend(inner.size() >> 3);
      for (Json each : inner) {
        if (each instanceof ArrayNode || each instanceof ObjectNode) {
          throw new EvaluationFailure("'reduce' cannot gather lists of lists");
        }
      }
      return json;
    }
  }

  private static Json merge(Json[] operands, Scope scope) {
    List<Json> merged = new ArrayList<>();
    for (Json operand : operands) {
      if (operand instanceof ArrayNode array) {
        merged.addAll(array.items());
      } else {
        merged.add(operand);
      }
      if (merged.size() > ITEMS) {
        throw new EvaluationFailure("'merge' gives a list of more than %,d items".formatted(ITEMS));
      }
    }
    scope.run.spend(merged.size() >> 3);
    return new ArrayNode(merged);
  }
}

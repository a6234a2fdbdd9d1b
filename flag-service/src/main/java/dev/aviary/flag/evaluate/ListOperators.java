package dev.aviary.flag.evaluate;

import dev.aviary.flag.evaluate.Operators.Operator;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operators that go through lists. */
final class ListOperators {
  /** Most items of a list that a rule makes. */
  static final int ITEMS = 10_000;

  static final Map<String, Operator> ALL =
      Map.of(
          "map", call -> through(call, ListOperators::map),
          "filter", call -> through(call, ListOperators::filter),
          "all", call -> through(call, ListOperators::all),
          "some", call -> through(call, (list, rule) -> Json.of(some(list, rule))),
          "none", call -> through(call, (list, rule) -> Json.of(!some(list, rule))),
          "reduce", ListOperators::reduce,
          "merge", call -> call.eager(ListOperators::merge));

  private ListOperators() {}

  /** What the rule of a list operator gives for the item at an index. */
  @FunctionalInterface
  private interface ItemRule {
    Json value(int index);
  }

  /** What a list operator gives for a list. */
  @FunctionalInterface
  private interface Passage {
    Json of(List<Json> list, ItemRule rule);
  }

  private static Expression through(Call call, Passage passage) {
    if (call.isComputed() || call.listed().size() != 2) {
      call.compiler.fault(call.pointer, "'%s' needs a list and a rule".formatted(call.name));
      return Expression.NULL;
    }
    Expression from = call.part(0);
    int before = call.compiler.size();
    Expression body = call.compiler.compileForItem(call.listed().get(1), call.place(1));
    int cost = call.compiler.size() - before;
    return scope -> {
      ArrayNode list = list(call.name, from.value(scope));
      ItemRule rule =
          index -> {
            scope.run.spend(cost);
            return body.value(scope.item(list.items().get(index), list, index));
          };
      return passage.of(list.items(), rule);
    };
  }

  private static ArrayNode list(String name, Json json) {
    if (json instanceof ArrayNode array) {
      return array;
    }
    if (Coercion.truth(json) || json instanceof ObjectNode) {
      throw new EvaluationFailure("'%s' needs a list, and %s is not one".formatted(name, json));
    }
    return new ArrayNode(List.of());
  }

  private static Json map(List<Json> list, ItemRule rule) {
    List<Json> values = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      values.add(rule.value(i));
    }
    return new ArrayNode(values);
  }

  private static Json filter(List<Json> list, ItemRule rule) {
    List<Json> kept = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (Coercion.truth(rule.value(i))) {
        kept.add(list.get(i));
      }
    }
    return new ArrayNode(kept);
  }

  /** An empty list gives false. */
  private static Json all(List<Json> list, ItemRule rule) {
    for (int i = 0; i < list.size(); i++) {
      if (!Coercion.truth(rule.value(i))) {
        return Json.FALSE;
      }
    }
    return Json.of(!list.isEmpty());
  }

  private static boolean some(List<Json> list, ItemRule rule) {
    for (int i = 0; i < list.size(); i++) {
      if (Coercion.truth(rule.value(i))) {
        return true;
      }
    }
    return false;
  }

  private static Expression reduce(Call call) {
    int given = call.listed().size();
    if (call.isComputed() || given < 2 || given > 3) {
      call.compiler.fault(call.pointer, "'reduce' needs a list, a rule and a first value");
      return Expression.NULL;
    }
    Expression from = call.part(0);
    int before = call.compiler.size();
    Expression body = call.compiler.compileForItem(call.listed().get(1), call.place(1));
    int cost = call.compiler.size() - before;
    Expression first = given < 3 ? null : call.part(2);
    return scope -> {
      Json begun = first == null ? null : flat(first.value(scope), scope);
      return reduced(begun, list(call.name, from.value(scope)), body, cost, scope);
    };
  }

  private static Json reduced(
      @Nullable Json first, ArrayNode list, Expression body, int cost, Scope scope) {
    List<Json> items = list.items();
    if (first == null && items.isEmpty()) {
      throw new EvaluationFailure("'reduce' has neither items nor a first value");
    }
    Json accumulator = first == null ? items.getFirst() : first;
    for (int i = first == null ? 1 : 0; i < items.size(); i++) {
      scope.run.spend(cost);
      ObjectNode pair =
          ObjectNode.EMPTY.with("accumulator", accumulator).with("current", items.get(i));
      accumulator = flat(body.value(scope.item(pair, list, i)), scope);
    }
    return accumulator;
  }

  /** Lists and objects in the accumulator hold no others: they could grow without bounds. */
  private static Json flat(Json json, Scope scope) {
    Collection<Json> inner =
        switch (json) {
          case ArrayNode array -> array.items();
          case ObjectNode object -> object.members().values();
          default -> List.of();
        };
    scope.run.spend(inner.size() >> 3);
    for (Json each : inner) {
      if (each instanceof ArrayNode || each instanceof ObjectNode) {
        throw new EvaluationFailure("'reduce' cannot gather lists of lists");
      }
    }
    return json;
  }

  private static Json merge(List<Json> operands, Scope scope) {
    List<Json> merged = new ArrayList<>();
    for (Json operand : operands) {
      if (operand instanceof ArrayNode(List<Json> items)) {
        merged.addAll(items);
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

package dev.aviary.flag.evaluate;

import dev.aviary.flag.evaluate.Operators.Operator;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import java.util.List;
import java.util.Map;

/** The operators that look into the context. */
final class DataOperators {
  static final Map<String, Operator> ALL =
      Map.of(
          "var", DataOperators::variable,
          "missing", call -> call.eager(DataOperators::missing),
          "missing_some", call -> call.eager(DataOperators::missingSome));

  private static final Path TIMESTAMP = Path.of(Scope.FLAGD + "." + Scope.TIMESTAMP);

  private DataOperators() {}

  private static Expression variable(Call call) {
    Moments moments = call.compiler.moments();
    if (call.isComputed()) {
      moments.everySecond();
      return call.eager(DataOperators::look);
    }
    Expression[] parts = call.parts();
    Expression name = parts.length == 0 ? Expression.NULL : parts[0];
    Expression otherwise = parts.length < 2 ? Expression.NULL : parts[1];
    boolean gathers = call.mayGather();
    if (!(name instanceof Expression.Constant(Json text))
        || (gathers && text instanceof ArrayNode)) {
      moments.everySecond();
      return scope -> {
        Json given = name.value(scope);
        return gathers && given instanceof ArrayNode(List<Json> items)
            ? look(items, scope)
            : found(path(given), otherwise, scope);
      };
    }
    Path path = path(text);
    boolean seesItem = call.compiler.seesItem();
    if (path.equals(TIMESTAMP) && !seesItem) {
      return moments.clock();
    }
    if (mayBeTheTime(path, seesItem)) {
      moments.everySecond();
    }
    return scope -> found(path, otherwise, scope);
  }

  /** Whether what lies there may hold {@code $flagd.timestamp}. */
  private static boolean mayBeTheTime(Path path, boolean seesItem) {
    if (seesItem && path.up() < 2) {
      return false;
    }
    List<String> names = path.names();
    return names.isEmpty()
        || (names.getFirst().equals(Scope.FLAGD) && (names.size() == 1 || seesItem));
  }

  private static Path path(Json name) {
    return Path.of(name instanceof Json.Null ? "" : Coercion.text(name));
  }

  private static Json found(Path path, Expression otherwise, Scope scope) {
    Json found = path.find(scope);
    return found == null ? otherwise.value(scope) : scope.found(found);
  }

  /** What computed operands name: a path, and what there is otherwise. */
  private static Json look(List<Json> operands, Scope scope) {
    Json otherwise = operands.size() < 2 ? Json.NULL : operands.get(1);
    Path path = path(operands.isEmpty() ? Json.NULL : operands.getFirst());
    return found(path, new Expression.Constant(otherwise), scope);
  }

  private static Json missing(List<Json> names, Scope scope) {
    return new ArrayNode(names.stream().filter(name -> isMissing(name, scope)).toList());
  }

  private static boolean isMissing(Json name, Scope scope) {
    scope.run.spend(1);
    return Path.of(scope.text(name)).isMissing(scope);
  }

  private static Json missingSome(List<Json> operands, Scope scope) {
    if (operands.size() < 2 || operands.get(1) instanceof Json.Null) {
      throw new EvaluationFailure("'missing_some' needs a number and a list of names");
    }
    List<Json> names = names(operands.get(1), scope);
    List<Json> missing = names.stream().filter(name -> isMissing(name, scope)).toList();
    double found = names.size() - missing.size();
    return new ArrayNode(found >= Coercion.number(operands.get(0)) ? List.of() : missing);
  }

  /** As JavaScript goes through them: a text has its characters for items, other values none. */
  private static List<Json> names(Json json, Scope scope) {
    return switch (json) {
      case ArrayNode(List<Json> items) -> items;
      case Json.Text(String text) -> {
        scope.run.spend(text.length());
        yield text.chars().<Json>mapToObj(each -> new Json.Text(Character.toString(each))).toList();
      }
      default -> List.of();
    };
  }
}

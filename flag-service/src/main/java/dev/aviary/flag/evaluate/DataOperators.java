package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What looks into the context. */
final class DataOperators {
  static final Map<String, Operator> ALL =
      Map.of(
          "var", DataOperators::variable,
          "missing", call -> looksOnlyAtNothing(call, DataOperators::missing),
          "missing_some", call -> call.eager(DataOperators::missingSome, false));

  private static final Path TIMESTAMP = Path.of(Scope.FLAGD + "." + Scope.TIMESTAMP);

  private DataOperators() {}

  private static Term variable(Call call) {
    RuleCompiler compiler = call.compiler();
    if (call.isComputed()) {
      Term path = call.eager(DataOperators::look, false);
      compiler.moments().everySecond();
      return new Term(path.expression(), false, true, false);
    }
    List<Term> terms = call.terms();
    Expression name =
        terms.isEmpty()
            ? new Expression.Constant(Json.NULL)
            : compiler.fold(terms.getFirst(), call.place(0));
    Expression otherwise =
        terms.size() < 2
            ? new Expression.Constant(Json.NULL)
            : compiler.fold(terms.get(1), call.place(1));
    if (!(name instanceof Expression.Constant(Json text))
        || (call.mayGather() && text instanceof ArrayNode)) {
      compiler.moments().everySecond();
      // One that was left to be evaluated later may lead out of the item.
      boolean closed = !terms.getFirst().constant();
      return new Term(new DynamicLookup(name, otherwise, call.mayGather()), false, closed, false);
    }
    Path path = path(text);
    boolean closed = path.up() < 2;
    if (path.equals(TIMESTAMP) && !compiler.seesItem()) {
      return new Term((Expression.Calculation) Scope::seconds, false, closed, true);
    }
    if (mayBeTheTime(path, compiler.seesItem())) {
      compiler.moments().everySecond();
    }
    return new Term(new Lookup(path, otherwise), false, closed, false);
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
    return name instanceof Json.Null ? Path.of("") : Path.of(Coercion.text(name));
  }

  private static Json look(Json[] operands, Scope scope) {
    Json found = path(operands.length == 0 ? Json.NULL : operands[0]).find(scope);
    Json otherwise = operands.length < 2 ? Json.NULL : operands[1];
    return found == null ? otherwise : scope.found(found);
  }

  private static Term looksOnlyAtNothing(Call call, Call.EagerFunction function) {
    return call.eager(function, !call.isComputed() && call.listed().isEmpty());
  }

  private static Json missing(Json[] names, Scope scope) {
    return new ArrayNode(Arrays.stream(names).filter(name -> isMissing(name, scope)).toList());
  }

  private static boolean isMissing(Json name, Scope scope) {
    scope.run.spend(1);
    return Path.of(scope.text(name)).isMissing(scope);
  }

  private static Json missingSome(Json[] operands, Scope scope) {
    if (operands.length < 2 || operands[1] instanceof Json.Null) {
      throw new EvaluationFailure("'missing_some' wants a number and a list of names");
    }
    List<Json> names = names(operands[1], scope);
    List<Json> missing = new ArrayList<>();
    for (Json name : names) {
      if (isMissing(name, scope)) {
        missing.add(name);
      }
    }
    double found = names.size() - missing.size();
    return found >= Coercion.number(operands[0])
        ? new ArrayNode(List.of())
        : new ArrayNode(missing);
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

  private record Lookup(Path path, Expression otherwise) implements Expression {
    @Override
    public Json value(Scope scope) {
      Json found = path.find(scope);
      return found == null ? otherwise.value(scope) : scope.found(found);
    }
  }

  /**
   * @param gathers whether a list stands for the name and what there is otherwise
   */
  private record DynamicLookup(Expression name, Expression otherwise, boolean gathers)
      implements Expression {
    @Override
    public Json value(Scope scope) {
      Json given = name.value(scope);
      if (gathers && given instanceof ArrayNode list) {
        return look(list.items().toArray(Json[]::new), scope);
      }
      Json found = path(given).find(scope);
      return found == null ? otherwise.value(scope) : scope.found(found);
    }
  }
}

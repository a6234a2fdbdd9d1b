package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Pointer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks at a rule as <a href="https://flagd.dev/schema/v0/targeting.json">flagd's schema of
 * targeting, version 0</a> does, and for operands with which an operator never works. What the
 * compiler refuses (unknown operators and evaluators) is not told again.
 */
final class SchemaReview {
  static final String REFERENCE = RuleCompiler.REFERENCE;

  /** The members of the context's {@code aviary} that an evaluation for a container has. */
  private static final Set<String> RELEASE = Set.of("app", "release", "track", "slot");

  private static final Set<String> FLAGD = Set.of(Scope.FLAG_KEY, Scope.TIMESTAMP);
  private static final String AVIARY = "aviary";
  private static final int ANY = Integer.MAX_VALUE;

  /** How many operands the schema lets an operator have, in a list. */
  private record Count(int least, int most) {
    @Override
    public String toString() {
      return most == ANY ? least + " or more" : least == most ? "" + least : least + " or " + most;
    }
  }

  private static final Map<String, Count> COUNTS =
      Map.ofEntries(
          Map.entry("<", new Count(2, 3)),
          Map.entry("<=", new Count(2, 3)),
          Map.entry("substr", new Count(2, 3)),
          Map.entry("*", new Count(2, ANY)),
          Map.entry("reduce", new Count(3, 3)),
          Map.entry("missing_some", new Count(2, 2)),
          Map.entry("starts_with", new Count(2, 2)),
          Map.entry("ends_with", new Count(2, 2)),
          Map.entry("sem_ver", new Count(3, 3)),
          Map.entry("missing", new Count(0, ANY)));
  private static final Set<String> TWO =
      Set.of(
          "==", "===", "!=", "!==", ">", ">=", "%", "/", "map", "filter", "all", "none", "some",
          "in");
  private static final Set<String> ONE_OR_MORE =
      Set.of("if", "or", "and", "+", "-", "max", "min", "merge", "cat", "fractional");
  private static final Set<String> THROUGH_LISTS =
      Set.of("map", "filter", "all", "none", "some", "reduce");

  private final List<Fault> faults;
  private final List<Fault> warnings;

  SchemaReview(List<Fault> faults, List<Fault> warnings) {
    this.faults = faults;
    this.warnings = warnings;
  }

  /**
   * Looks at a rule, or at a part of one.
   *
   * @param seesItem whether {@code var} sees an item of a list there
   */
  void rule(Json json, Pointer place, boolean seesItem) {
    switch (json) {
      case ObjectNode(var members) when members.size() == 1 -> {
        var operation = members.entrySet().iterator().next();
        operation(operation.getKey(), operation.getValue(), place, seesItem);
      }
      case ObjectNode(var members) when members.isEmpty() ->
          fault(place, "an empty object is no operand; write null, or a rule");
      case ArrayNode(List<Json> items) -> each(items, place, seesItem);
      default -> {}
    }
  }

  private void operation(String name, Json operands, Pointer outer, boolean seesItem) {
    if (name.equals(REFERENCE) || Operators.find(name).isEmpty()) {
      return;
    }
    Pointer place = outer.to(name);
    switch (name) {
      case "?:" -> fault(place, "flagd's schema has no '?:'; write if");
      case "log" -> fault(place, "flagd's schema has no 'log'; write its operand alone");
      case "var" -> variable(operands, place, seesItem);
      case "!", "!!" -> operand(operands, place, seesItem);
      default -> {
        if (operands instanceof ArrayNode(List<Json> items)) {
          if (isCounted(name, items.size(), place)) {
            listed(name, items, place, seesItem);
          }
        } else {
          fault(place, "write the operands of '%s' as a list".formatted(name));
        }
      }
    }
  }

  private boolean isCounted(String name, int count, Pointer place) {
    Count wanted =
        TWO.contains(name)
            ? new Count(2, 2)
            : ONE_OR_MORE.contains(name) ? new Count(1, ANY) : COUNTS.get(name);
    boolean right = wanted == null || (wanted.least <= count && count <= wanted.most);
    if (!right) {
      fault(place, "'%s' takes %s operands, and here are %d".formatted(name, wanted, count));
    }
    return right;
  }

  private void listed(String name, List<Json> items, Pointer place, boolean seesItem) {
    switch (name) {
      case "missing" -> names(items, place, seesItem);
      case "missing_some" -> missingSome(items, place, seesItem);
      case "starts_with", "ends_with" -> {
        texts(name, items, place);
        each(items, place, seesItem);
      }
      case "sem_ver" -> versions(items, place, seesItem);
      case "fractional" -> new FractionalReview(this).shares(items, place, seesItem);
      default -> {
        for (int i = 0; i < items.size(); i++) {
          boolean item = i == 1 && THROUGH_LISTS.contains(name);
          rule(items.get(i), place.to(i), seesItem || item);
        }
      }
    }
  }

  private void each(List<Json> items, Pointer place, boolean seesItem) {
    for (int i = 0; i < items.size(); i++) {
      rule(items.get(i), place.to(i), seesItem);
    }
  }

  private void operand(Json operands, Pointer place, boolean seesItem) {
    if (operands instanceof ArrayNode(List<Json> items)) {
      each(items, place, seesItem);
    } else {
      rule(operands, place, seesItem);
    }
  }

  private void variable(Json operands, Pointer place, boolean seesItem) {
    Json name =
        operands instanceof ArrayNode(List<Json> items) && !items.isEmpty()
            ? items.getFirst()
            : operands;
    if (name instanceof Text(String path)) {
      path(path, operands instanceof ArrayNode ? place.to(0) : place, seesItem);
    }
    operand(operands, place, seesItem);
  }

  /** Names within what flagd and Aviary add to the context are known. */
  private void path(String path, Pointer place, boolean seesItem) {
    if (!seesItem) {
      known(path, Scope.FLAGD, FLAGD, place);
      known(path, AVIARY, RELEASE, place);
    }
  }

  private void known(String path, String holder, Set<String> names, Pointer place) {
    if (path.startsWith(holder + ".") && !names.contains(path.substring(holder.length() + 1))) {
      fault(
          place,
          "there is no '%s' in any context; there are %s"
              .formatted(
                  path,
                  String.join(
                      ", ", names.stream().sorted().map(each -> holder + "." + each).toList())));
    }
  }

  private void names(List<Json> items, Pointer place, boolean seesItem) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Text(String path)) {
        path(path, place.to(i), seesItem);
      } else {
        fault(place.to(i), "a name that may be missing is a text");
      }
    }
  }

  private void missingSome(List<Json> items, Pointer place, boolean seesItem) {
    if (!(items.get(0) instanceof Json.NumberNode)) {
      fault(place.to(0), "'missing_some' begins with a number: how many must be there");
    }
    if (items.get(1) instanceof ArrayNode(List<Json> names)) {
      names(names, place.to(1), seesItem);
    } else {
      fault(place.to(1), "'missing_some' ends with a list of names");
    }
  }

  private void texts(String name, List<Json> items, Pointer place) {
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof Text) && !(items.get(i) instanceof ObjectNode)) {
        fault(
            place.to(i),
            "'%s' compares texts, and %s is not one: it would always give null"
                .formatted(name, Brief.of(items.get(i))));
      }
    }
  }

  private void versions(List<Json> items, Pointer place, boolean seesItem) {
    version(items.get(0), place.to(0), seesItem);
    version(items.get(2), place.to(2), seesItem);
    boolean known =
        items.get(1) instanceof Text(String sign) && FlagdOperators.SIGNS.contains(sign);
    if (!known) {
      fault(
          place.to(1),
          "'sem_ver' knows no %s: it would always give null; it knows %s"
              .formatted(Brief.of(items.get(1)), String.join(" ", FlagdOperators.SIGNS)));
    }
  }

  private void version(Json json, Pointer place, boolean seesItem) {
    switch (json) {
      case ObjectNode(var members) when members.size() == 1 && members.containsKey("var") ->
          rule(json, place, seesItem);
      case ObjectNode _ -> fault(place, "flagd's schema takes a version or a var here");
      case Text _, Json.NumberNode _ -> {
        var version = SemanticVersion.of(Coercion.text(json));
        if (version.isEmpty()) {
          fault(
              place,
              "%s is not a version: 'sem_ver' would always give null; write one as 1.2.3"
                  .formatted(Brief.of(json)));
        } else if (!SchemaForm.isStrict(json)) {
          warn(place, "flagd's schema takes a whole version; an export has " + version.get());
        }
      }
      default -> fault(place, "'sem_ver' compares versions; write one as \"1.2.3\"");
    }
  }

  void fault(Pointer place, String detail) {
    faults.add(new Fault(place, detail));
  }

  void warn(Pointer place, String detail) {
    warnings.add(new Fault(place, detail));
  }

  /** The operators that the schema has, each with the number of operands that it takes. */
  static Stream<String> operators() {
    return Stream.of(
            COUNTS.keySet().stream(),
            TWO.stream(),
            ONE_OR_MORE.stream(),
            Stream.of("var", "!", "!!"))
        .flatMap(each -> each);
  }
}

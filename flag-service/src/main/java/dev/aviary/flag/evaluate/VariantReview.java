package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that the results of a rule are variants of the flag, as far as the rule shows them. */
final class VariantReview {
  private static final Set<String> CONDITIONS =
      Set.of(
          "==", "===", "!=", "!==", "<", "<=", ">", ">=", "!", "!!", "in", "all", "some", "none");

  /** They give true, false, or null, which is no result. */
  private static final Set<String> COMPARISONS = Set.of("sem_ver", "starts_with", "ends_with");

  private final ObjectNode variants;
  private final Evaluators evaluators;
  private final List<Fault> faults;
  private final List<Fault> warnings;
  private final boolean refers;

  /**
   * @param refers whether the rule is an evaluator, which may not refer to another
   */
  VariantReview(
      ObjectNode variants,
      Evaluators evaluators,
      List<Fault> faults,
      List<Fault> warnings,
      boolean refers) {
    this.variants = variants;
    this.evaluators = evaluators;
    this.faults = faults;
    this.warnings = warnings;
    this.refers = refers;
  }

  /** Checks a part whose value may be the result of the rule. */
  void result(Json json, Pointer place) {
    switch (json) {
      case Json.Null _ -> {}
      case ObjectNode(var members) when members.size() == 1 -> {
        var operation = members.entrySet().iterator().next();
        operation(operation.getKey(), operation.getValue(), json, place);
      }
      case ArrayNode _ -> computed(json, place);
      default -> value(json, place);
    }
  }

  private void operation(String name, Json operands, Json whole, Pointer outer) {
    List<Json> items = operands instanceof ArrayNode(List<Json> list) ? list : List.of(operands);
    Pointer place = outer.to(name);
    switch (name) {
      case SchemaReview.REFERENCE -> reference(operands, outer);
      case "if", "?:" -> branches(items, place);
      case "or", "and" -> junction(name, items, place);
      case "fractional" -> shares(items, place);
      case "var" -> {
        if (items.size() > 1) {
          result(items.get(1), place.to(1));
        }
        warn(outer, "what the context has here must be a variant's name, or there is no result");
      }
      default -> {
        if (CONDITIONS.contains(name) || COMPARISONS.contains(name)) {
          condition(outer);
        } else {
          computed(whole, outer);
        }
      }
    }
  }

  private void branches(List<Json> items, Pointer place) {
    for (int i = 0; i < items.size(); i++) {
      boolean isResult = i % 2 == 1 || i == items.size() - 1;
      if (isResult) {
        result(items.get(i), place.to(i));
      }
    }
  }

  /** An operand before the last one gives its own value only when that decides. */
  private void junction(String name, List<Json> items, Pointer place) {
    boolean any = name.equals("or");
    for (int i = 0; i < items.size() - 1; i++) {
      if (isCondition(items.get(i)) && variants.get(String.valueOf(any)) == null) {
        fault(
            place.to(i),
            "where this decides, '%s' gives %s, which is none of the variants; write if"
                .formatted(name, any));
      }
    }
    if (!items.isEmpty()) {
      result(items.getLast(), place.to(items.size() - 1));
    }
  }

  private static boolean isCondition(Json json) {
    return json instanceof ObjectNode(var members)
        && members.size() == 1
        && CONDITIONS.contains(members.keySet().iterator().next());
  }

  private void shares(List<Json> items, Pointer place) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof ArrayNode(List<Json> parts) && !parts.isEmpty()) {
        result(parts.getFirst(), place.to(i).to(0));
      }
    }
  }

  private void condition(Pointer place) {
    List<String> missing =
        List.of("true", "false").stream().filter(name -> variants.get(name) == null).toList();
    if (missing.size() == 2) {
      fault(place, "this gives true or false, and none of the variants has such a name; write if");
    } else if (!missing.isEmpty()) {
      warn(place, "this can give %s, which is not a variant".formatted(missing.getFirst()));
    }
  }

  private void computed(Json json, Pointer place) {
    var compiler = new RuleCompiler(evaluators);
    if (compiler.rule(json, place) instanceof Expression.Constant(Json value)) {
      value(value, place);
    } else {
      warn(place, "what this gives must be a variant's name, or the evaluation fails");
    }
  }

  private void reference(Json name, Pointer place) {
    Optional<Json> rule =
        name instanceof Text(String text) && !refers ? evaluators.rule(text) : Optional.empty();
    rule.ifPresent(each -> {
      List<Fault> wrong = new ArrayList<>();
      List<Fault> doubtful = new ArrayList<>();
      new VariantReview(variants, evaluators, wrong, doubtful, true)
          .result(each, Evaluators.PLACE.to(Coercion.text(name)));
      // Those places are none of the flag.
      wrong.forEach(fault -> fault(place, "the evaluator gives what is no result, " + fault));
      doubtful.forEach(warning -> warn(place, "the evaluator gives a doubtful result, " + warning));
    });
  }

  private void value(Json json, Pointer place) {
    String name = Coercion.text(json);
    if (!(json instanceof Json.Null) && variants.get(name) == null) {
      fault(place, "'%s' is not one of the variants".formatted(EvaluationFailure.cut(name)));
    }
  }

  private void fault(Pointer place, String detail) {
    faults.add(new Fault(place, detail));
  }

  private void warn(Pointer place, String detail) {
    warnings.add(new Fault(place, detail));
  }
}

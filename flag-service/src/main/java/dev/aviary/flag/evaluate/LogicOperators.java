package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Conditions, comparisons, and what is built of them. */
final class LogicOperators {
  static final Map<String, Operator> ALL = all();

  private LogicOperators() {}

  private static Map<String, Operator> all() {
    Map<String, Operator> all = new HashMap<>();
    all.put("if", LogicOperators::branches);
    all.put("?:", LogicOperators::branches);
    all.put("and", call -> junction(call, false));
    all.put("or", call -> junction(call, true));
    all.put("!", call -> negation(call, true));
    all.put("!!", call -> negation(call, false));
    for (Relation relation : Relation.values()) {
      all.put(relation.symbol, call -> comparison(call, relation));
    }
    return all;
  }

  private static Term branches(Call call) {
    List<Term> terms = call.verified(call.ownTerms(0, Integer.MAX_VALUE));
    return call.of(terms, true, parts -> new Branches(parts, call.pointer));
  }

  private static Term junction(Call call, boolean any) {
    List<Term> terms = call.verified(call.ownTerms(0, Integer.MAX_VALUE));
    return call.of(terms, true, parts -> new Junction(parts, any));
  }

  /** Only the first operand counts; without one nothing holds. */
  private static Term negation(Call call, boolean negates) {
    return call.of(
        call.terms(),
        true,
        parts ->
            parts.length == 0
                ? new Expression.Constant(Json.of(negates))
                : (Expression.Condition) scope -> parts[0].truth(scope) != negates);
  }

  private static Term comparison(Call call, Relation relation) {
    List<Term> terms = call.ownTerms(2, Integer.MAX_VALUE);
    if (terms.isEmpty()) {
      return Term.constant(Json.NULL);
    }
    return call.of(
        ClockComparison.of(call, relation, terms), true, parts -> new Comparison(relation, parts));
  }
}

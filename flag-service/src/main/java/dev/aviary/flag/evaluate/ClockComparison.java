package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Finds in comparisons of the time with constants the moments at which they change. */
final class ClockComparison {
  private ClockComparison() {}

  /** The same terms; those of the time whose moments are known are no clock any more. */
  static List<Term> of(Call call, Relation relation, List<Term> terms) {
    List<Term> known = new ArrayList<>(terms);
    for (int i = 0; i < terms.size(); i++) {
      if (terms.get(i).clock() && isBounded(call, terms, i - 1) && isBounded(call, terms, i + 1)) {
        moment(call, relation, terms, i - 1);
        moment(call, relation, terms, i + 1);
        known.set(i, Term.open(terms.get(i).expression()));
      }
    }
    return known;
  }

  private static boolean isBounded(Call call, List<Term> terms, int neighbour) {
    return neighbour < 0
        || neighbour >= terms.size()
        || (terms.get(neighbour).constant() && !Double.isNaN(number(call, terms, neighbour)));
  }

  private static void moment(Call call, Relation relation, List<Term> terms, int neighbour) {
    if (neighbour >= 0 && neighbour < terms.size()) {
      call.compiler().moments().compared(relation, number(call, terms, neighbour));
    }
  }

  private static double number(Call call, List<Term> terms, int at) {
    Expression folded = call.compiler().fold(terms.get(at), call.place(at));
    return folded instanceof Expression.Constant(Json json) ? Coercion.number(json) : Double.NaN;
  }
}

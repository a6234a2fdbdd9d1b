package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Finds in comparisons of the time with constants the moments at which they change. */
final class ClockComparison {
  private ClockComparison() {}

  /** The same terms; those of the time whose moments are known are no clock any more. */
  static List<Term> of(Call call, Relation relation, List<Term> terms) {
    if (terms.stream().noneMatch(Term::clock)) {
      return terms;
    }
    List<Term> known = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      known.add(call.compiler().folded(terms.get(i), call.place(i)));
    }
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).clock() && isBounded(known, i - 1) && isBounded(known, i + 1)) {
        moment(call, relation, known, i - 1);
        moment(call, relation, known, i + 1);
        known.set(i, Term.open(known.get(i).expression()));
      }
    }
    return known;
  }

  private static boolean isBounded(List<Term> terms, int neighbour) {
    return neighbour < 0 || neighbour >= terms.size() || !Double.isNaN(number(terms, neighbour));
  }

  private static void moment(Call call, Relation relation, List<Term> terms, int neighbour) {
    if (neighbour >= 0 && neighbour < terms.size()) {
      call.compiler().moments().compared(relation, number(terms, neighbour));
    }
  }

  private static double number(List<Term> terms, int at) {
    return terms.get(at).expression() instanceof Expression.Constant(Json json)
        ? Coercion.number(json)
        : Double.NaN;
  }
}

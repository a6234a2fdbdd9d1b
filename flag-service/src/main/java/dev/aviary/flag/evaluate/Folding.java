package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.FractionalVersion;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Evaluates, while a rule is compiled, what is the same in every context. */
final class Folding {
  /*
   * A short text can stand for much: a few words that double a list give thousands of items, and
   * take as many steps. So what all of a rule's constants take together is bounded by the rule
   * itself: each part brings steps, and room for what it weighs. Then the compilation of all flags,
   * which every change of one repeats, takes a time and a memory in proportion to their text, and
   * what a rule gives does not depend on the rules beside it.
   *
   * What these do not suffice for is left as it is, and evaluated with each request, whose Budget
   * bounds it. It is no fault: the rule gives the same, and constants that anybody writes (a sum, a
   * list, a text put together) take a step or none.
   */

  /**
   * For each part of the rule: a list of constants may be gone through with a rule of some parts.
   */
  private static final int STEPS = 16;

  private long steps;
  private long room;

  /** There is one more part of the rule: what it holds in itself counts, not what lies in it. */
  void add(Json part) {
    long weight = part instanceof ObjectNode ? 1 : own(part);
    steps += STEPS * weight;
    room += weight;
  }

  /**
   * The value of an expression that needs no context.
   *
   * @return nothing: it is to be evaluated when the rule is
   * @throws EvaluationFailure when it can give nothing
   */
  Optional<Json> value(Expression constant) {
    Optional<Json> value = evaluated(constant);
    long left = value.map(json -> left(json, room)).orElse(-1L);
    if (left < 0) {
      return Optional.empty();
    }
    room = left;
    return value;
  }

  /**
   * Evaluates what needs no context and keeps nothing of it.
   *
   * @throws EvaluationFailure when it can give nothing
   */
  void verify(Expression constant) {
    if (!(constant instanceof Expression.Constant)) {
      evaluated(constant);
    }
  }

  /** Nothing: it takes too many steps. */
  private Optional<Json> evaluated(Expression constant) {
    Budget budget = new Budget(steps);
    Run run = new Run(_ -> Optional.empty(), Context.EMPTY, 0, budget, null);
    try {
      return Optional.of(constant.value(Scope.of(run, "", FractionalVersion.V2)));
    } catch (Exhaustion e) {
      return Optional.empty();
    } finally {
      steps = budget.left();
    }
  }

  /** What is left of the room with this in it; less than 0, however much less: it does not fit. */
  private static long left(Json json, long room) {
    Collection<Json> inner =
        switch (json) {
          case ArrayNode array -> array.items();
          case ObjectNode object -> object.members().values();
          default -> List.of();
        };
    long left = room - own(json);
    for (Json each : inner) {
      if (left < 0) {
        break;
      }
      left = left(each, left);
    }
    return left;
  }

  /** What a value takes without those inside of it, in some 32 bytes. */
  private static long own(Json json) {
    return switch (json) {
      case Text text -> 1 + (text.value().length() >> 4);
      case ObjectNode object -> 8 + 2L * object.members().size();
      default -> 1;
    };
  }
}

package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compiles one rule. Everything that is wrong with the rule becomes a fault. */
final class RuleCompiler {
  /** Most parts of a rule: each operator, list and value is one. */
  static final int PARTS = 10_000;

  /** Most steps to evaluate a constant part, and the most that its value may hold. */
  private static final int CONSTANT_STEPS = 1_000;

  private static final int CONSTANT_SIZE = 100;

  /** Most rules refer to no evaluator, or to one. */
  private static final int FEW = 1;

  static final String REFERENCE = "$ref";

  private final Evaluators evaluators;
  private final List<Fault> faults = new ArrayList<>();
  private final Moments moments = new Moments();
  private final Set<Evaluators.Compiled> referred =
      Collections.newSetFromMap(new IdentityHashMap<>(FEW));
  private int parts;
  private int lists;
  private boolean isEvaluator;

  RuleCompiler(Evaluators evaluators) {
    this.evaluators = evaluators;
  }

  /** The rule; it is not to be evaluated when there are {@link #faults}. */
  Expression rule(Json json, Pointer place) {
    return compile(json, place);
  }

  /** What stands in the place of a reference. */
  Evaluators.Compiled evaluator(Json json, Pointer place, boolean seesItem) {
    isEvaluator = true;
    lists = seesItem ? 1 : 0;
    Expression expression = compile(json, place);
    if (expression instanceof Moments.Clock clock) {
      moments.remove(clock);
    }
    return new Evaluators.Compiled(expression, parts, moments.changeTimes(), faults());
  }

  /** The evaluators that this rule refers to. */
  List<Evaluators.Compiled> referred() {
    return List.copyOf(referred);
  }

  List<Fault> faults() {
    return faults.isEmpty() ? List.of() : faults.stream().distinct().sorted().toList();
  }

  Moments moments() {
    return moments;
  }

  void fault(Pointer place, String detail) {
    faults.add(new Fault(place, detail));
  }

  /** How many parts were compiled so far. */
  int size() {
    return parts;
  }

  /** Whether {@code var} sees an item of a list in what is compiled now. */
  boolean seesItem() {
    return lists > 0;
  }

  Expression compile(Json json, Pointer place) {
    if (!takes(1, place)) {
      return Expression.NULL;
    }
    return switch (json) {
      case ObjectNode object when !object.members().isEmpty() -> operation(object, place);
      case ArrayNode array -> list(array, place);
      default -> new Expression.Constant(json);
    };
  }

  /** What is evaluated for each item of a list. */
  Expression compileForItem(Json json, Pointer place) {
    lists++;
    Expression expression = compile(json, place);
    lists--;
    return expression;
  }

  private boolean takes(int more, Pointer place) {
    int before = parts;
    parts += more;
    if (before <= PARTS && parts > PARTS) {
      fault(place, "the rule has more than %,d parts; make it smaller".formatted(PARTS));
    }
    return parts <= PARTS;
  }

  private Expression list(ArrayNode array, Pointer place) {
    Call call = new Call("", place, array, this);
    int known = faults.size();
    Expression[] items = call.parts();
    Expression list = scope -> new ArrayNode(Call.values(items, scope));
    return isLiteral(items, array)
        ? new Expression.Constant(array)
        : checked(list, call, place, known);
  }

  private static boolean isLiteral(Expression[] items, ArrayNode array) {
    for (int i = 0; i < items.length; i++) {
      if (!(items[i] instanceof Expression.Constant(Json json))
          || !json.equals(array.items().get(i))) {
        return false;
      }
    }
    return true;
  }

  private Expression operation(ObjectNode object, Pointer place) {
    if (object.members().size() > 1) {
      fault(
          place,
          "an operator stands alone in its object, and here are "
              + String.join(", ", object.members().keySet()));
      return Expression.NULL;
    }
    Map.Entry<String, Json> member = object.members().entrySet().iterator().next();
    String name = member.getKey();
    if (name.equals(REFERENCE)) {
      return reference(member.getValue(), place);
    }
    var operator = Operators.find(name);
    if (operator.isEmpty()) {
      fault(
          place.to(name),
          "there is no operator '%s'; there are %s".formatted(name, Operators.names()));
      return Expression.NULL;
    }
    Call call = new Call(name, place.to(name), member.getValue(), this);
    int known = faults.size();
    Expression part = checked(operator.get().compile(call), call, place, known);
    return part instanceof Expression.Constant || part instanceof Moments.Clock
        ? part
        : told(part, call);
  }

  /**
   * Evaluates a part that no context changes. A part that always fails is a fault. A part that
   * takes many steps, or gives much, is left to each evaluation.
   *
   * @param place of the part in the flag
   * @param known how many faults there were before the part
   */
  private Expression checked(Expression part, Call call, Pointer place, int known) {
    if (!call.isConstant() || faults.size() > known || Operators.isEvaluatedLate(call.name)) {
      return part;
    }
    Run run = new Run(_ -> Optional.empty(), Context.EMPTY, 0, new Budget(CONSTANT_STEPS), null);
    try {
      Json value = part.value(Scope.withoutContext(run));
      return Brief.fits(value, CONSTANT_SIZE) ? new Expression.Constant(value) : part;
    } catch (Scope.NoContextException | EvaluationFailure.Exhaustion e) {
      return part;
    } catch (EvaluationFailure e) {
      fault(place, "this always fails: " + e.detail());
      return part;
    }
  }

  private static Expression told(Expression part, Call call) {
    return scope -> {
      Json result = part.value(scope);
      if (scope.run.explains()) {
        scope.run.tell(new ExplanationStep.Operation(call.pointer, call.name, Brief.of(result)));
      }
      return result;
    };
  }

  /** flagd puts the evaluator's text in the reference's place, once: none refers to another. */
  private Expression reference(Json json, Pointer place) {
    if (isEvaluator) {
      fault(place, "an evaluator cannot refer to another");
      return Expression.NULL;
    }
    var found =
        json instanceof Text(String name)
            ? evaluators.find(name, seesItem())
            : Optional.<Evaluators.Compiled>empty();
    if (found.isEmpty()) {
      fault(place, "there is no evaluator %s in %s".formatted(json, FlagSetDocument.EVALUATORS));
      return Expression.NULL;
    }
    Evaluators.Compiled evaluator = found.get();
    referred.add(evaluator);
    // One of its faults says enough: all of them are told where the evaluator is checked itself.
    evaluator.faults().stream().findFirst().ifPresent(faults::add);
    if (!takes(evaluator.size(), place)) {
      return Expression.NULL;
    }
    return evaluator.expression() instanceof Moments.Clock
        ? moments.clock()
        : evaluator.expression();
  }
}

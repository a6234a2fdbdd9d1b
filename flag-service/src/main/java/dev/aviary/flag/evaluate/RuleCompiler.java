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

/** Compiles one rule; everything that is wrong with it becomes a fault. */
final class RuleCompiler {
  static final int NODES = 10_000;
  private static final String REFERENCE = "$ref";

  private final Evaluators evaluators;
  private final List<Fault> faults = new ArrayList<>();
  private final Moments moments = new Moments();
  private final Folding folding = new Folding();
  private final Set<Evaluators.Compiled> referred =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;
  private int lists;
  private boolean refers;

  RuleCompiler(Evaluators evaluators) {
    this.evaluators = evaluators;
  }

  /** The rule; it is worth nothing when there are {@link #faults}. */
  Expression rule(Json json, Pointer place) {
    return fold(compile(json, place), place);
  }

  /** What a reference puts into a rule. */
  Evaluators.Compiled evaluator(Json json, Pointer place, boolean seesItem) {
    refers = true;
    lists = seesItem ? 1 : 0;
    // Of all rules that refer to it none has room for what it holds.
    Term term = folded(compile(json, place), place);
    return new Evaluators.Compiled(term, nodes, moments.timeline(), faults());
  }

  /** The shared rules that this one refers to. */
  List<Evaluators.Compiled> referred() {
    return List.copyOf(referred);
  }

  List<Fault> faults() {
    return faults.stream().distinct().sorted().toList();
  }

  Moments moments() {
    return moments;
  }

  void fault(Pointer place, String detail) {
    faults.add(new Fault(place, detail));
  }

  /** How many parts were compiled so far. */
  int size() {
    return nodes;
  }

  /** Whether what is compiled now sees an item of a list instead of the context. */
  boolean seesItem() {
    return lists > 0;
  }

  Term compile(Json json, Pointer place) {
    if (!takes(1, place)) {
      return Term.constant(Json.NULL);
    }
    folding.add(json);
    return switch (json) {
      case ObjectNode object when !object.members().isEmpty() -> operation(object, place);
      case ArrayNode array -> list(array, place);
      default -> Term.constant(json);
    };
  }

  private boolean takes(int parts, Pointer place) {
    int before = nodes;
    nodes += parts;
    if (before <= NODES && nodes > NODES) {
      fault(place, "the rule has more than %,d parts; make it smaller".formatted(NODES));
    }
    return nodes <= NODES;
  }

  /** What is evaluated for each item of a list. */
  Term compileForItem(Json json, Pointer place) {
    lists++;
    Term term = compile(json, place);
    lists--;
    return term;
  }

  /**
   * The expression to evaluate; what is the same in every context is evaluated now, unless that
   * takes more than it is worth.
   */
  Expression fold(Term term, Pointer place) {
    if (term.clock()) {
      moments.everySecond();
    }
    if (!term.constant() || term.expression() instanceof Expression.Constant) {
      return term.expression();
    }
    try {
      return folding
          .value(term.expression())
          .<Expression>map(Expression.Constant::new)
          .orElse(term.expression());
    } catch (EvaluationFailure e) {
      fault(place, "this always fails: " + e.detail());
      return term.expression();
    }
  }

  /** A constant term that always fails is a fault. */
  void verify(Term term, Pointer place) {
    try {
      folding.verify(term.expression());
    } catch (EvaluationFailure e) {
      fault(place, "this always fails: " + e.detail());
    }
  }

  /** The same term, evaluated now if {@link #fold} does so. */
  Term folded(Term term, Pointer place) {
    return term.constant() && fold(term, place) instanceof Expression.Constant(Json value)
        ? Term.constant(value)
        : term;
  }

  private Term list(ArrayNode array, Pointer place) {
    return new Call("", place, array, this)
        .eager((values, _) -> new ArrayNode(List.of(values)), true);
  }

  private Term operation(ObjectNode object, Pointer place) {
    if (object.members().size() > 1) {
      fault(
          place,
          "an operator stands alone in its object, and here are "
              + String.join(", ", object.members().keySet()));
      return Term.constant(Json.NULL);
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
      return Term.constant(Json.NULL);
    }
    Call call = new Call(name, place.to(name), member.getValue(), this);
    Term term = operator.get().compile(call);
    return evaluators.explains() && !term.clock()
        ? new Term(told(term, call), term.constant(), term.closed(), false)
        : term;
  }

  private static Expression told(Term term, Call call) {
    return scope -> {
      Json result = term.expression().value(scope);
      if (scope.run.explains()) {
        scope.run.tell(new Step.Operation(call.pointer, call.name, Brief.of(result)));
      }
      return result;
    };
  }

  /** flagd puts the evaluator's text in the reference's place, once: none refers to another. */
  private Term reference(Json json, Pointer place) {
    if (refers) {
      fault(place, "an evaluator cannot refer to another");
      return Term.constant(Json.NULL);
    }
    var found =
        json instanceof Text(String name)
            ? evaluators.find(name, seesItem())
            : Optional.<Evaluators.Compiled>empty();
    if (found.isEmpty()) {
      fault(place, "there is no evaluator %s in %s".formatted(json, FlagSetDocument.EVALUATORS));
      return Term.constant(Json.NULL);
    }
    referred.add(found.get());
    // One of its faults says enough: all of them are told where it is checked itself.
    found.get().faults().stream().findFirst().ifPresent(faults::add);
    return takes(found.get().size(), place) ? found.get().term() : Term.constant(Json.NULL);
  }
}

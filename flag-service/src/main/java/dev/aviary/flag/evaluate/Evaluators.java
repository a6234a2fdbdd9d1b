package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shared rules that references name. Each is compiled once for all rules that refer to it:
 * thousands of flags may refer to thousands of parts.
 */
final class Evaluators {
  static final Pointer PLACE = Pointer.ROOT.to(FlagSetDocument.EVALUATORS);

  private final ObjectNode rules;
  private final Map<Use, Compiled> compiled = new HashMap<>();

  Evaluators(ObjectNode rules) {
    this.rules = rules;
  }

  /** Within a list operator {@code var} sees something else. */
  private record Use(String name, boolean seesItem) {}

  /**
   * An evaluator in the place of a reference.
   *
   * @param size how many parts it has
   * @param changeTimes when time alone may change what it gives
   */
  record Compiled(Expression expression, int size, ChangeTimes changeTimes, List<Fault> faults) {}

  Optional<Compiled> find(String name, boolean seesItem) {
    Json rule = rules.get(name);
    return rule == null
        ? Optional.empty()
        : Optional.of(
            compiled.computeIfAbsent(
                new Use(name, seesItem),
                _ -> new RuleCompiler(this).evaluator(rule, PLACE.to(name), seesItem)));
  }

  /** The rule itself. */
  Optional<Json> rule(String name) {
    return Optional.ofNullable(rules.get(name));
  }

  /** The faults of all there are. */
  List<Fault> faults() {
    return rules.members().keySet().stream()
        .flatMap(name -> find(name, false).stream())
        .flatMap(evaluator -> evaluator.faults().stream())
        .toList();
  }
}

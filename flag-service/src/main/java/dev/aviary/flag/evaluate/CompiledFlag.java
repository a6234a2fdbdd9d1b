package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.definition.FractionalVersion;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import dev.aviary.flag.store.FlagKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One flag with its rule compiled. */
final class CompiledFlag {
  private static final Pointer TARGETING = Pointer.ROOT.to(Definition.TARGETING);
  private static final Pointer DEFAULT = Pointer.ROOT.to(Definition.DEFAULT_VARIANT);

  private final FractionalVersion fractional;
  private final FlagResults results;
  private final Preconditions preconditions;
  private final Optional<RampShare> ramp;
  private final @Nullable Rule rule;

  /**
   * A compiled rule.
   *
   * @param parts how many parts it has
   * @param referred the evaluators that it refers to
   */
  private record Rule(
      Expression expression,
      int parts,
      ChangeTimes changeTimes,
      List<Fault> faults,
      List<Evaluators.Compiled> referred) {
    static Rule of(ObjectNode json, Evaluators evaluators) {
      RuleCompiler compiler = new RuleCompiler(evaluators);
      Expression expression = compiler.rule(json, TARGETING);
      return new Rule(
          expression,
          compiler.size(),
          compiler.moments().changeTimes(),
          compiler.faults(),
          compiler.referred());
    }
  }

  /**
   * @param evaluators those of the set, for all of its flags
   */
  CompiledFlag(FlagKey key, FlagDocument document, FlagSetDocument shared, Evaluators evaluators) {
    Definition definition = document.definition();
    ObjectNode metadata = merged(shared.metadata(), definition.metadata());
    this.fractional = FractionalVersion.of(metadata);
    this.results = new FlagResults(key.text(), definition, metadata);
    this.preconditions = new Preconditions(document, results);
    this.ramp = document.extras().schedule().ramp().map(each -> new RampShare(each, results));
    this.rule = definition.targeting().map(json -> Rule.of(json, evaluators)).orElse(null);
  }

  /** When time alone may change what the flag gives. */
  ChangeTimes changeTimes() {
    return ChangeTimes.of(
        List.of(
            preconditions.changeTimes(),
            ramp.map(RampShare::changeTimes).orElse(ChangeTimes.NONE),
            rule == null ? ChangeTimes.NONE : rule.changeTimes()));
  }

  /** What the compiler found wrong with the rule; places in the flag. */
  List<Fault> faults() {
    return rule == null ? List.of() : rule.faults();
  }

  /** The evaluators that the rule refers to. */
  List<Evaluators.Compiled> referred() {
    return rule == null ? List.of() : rule.referred();
  }

  Evaluation evaluate(Run run) {
    try {
      Evaluation decided = preconditions.evaluate(run);
      return decided != null ? decided : targeted(run);
    } catch (EvaluationFailure e) {
      if (e instanceof EvaluationFailure.Exhaustion && run.isInside()) {
        throw e;
      }
      return results.failed(ErrorCode.GENERAL, "the rule failed: " + e.detail());
    }
  }

  private Evaluation targeted(Run run) {
    Scope scope = Scope.of(run, results.key(), fractional);
    Evaluation ramped = ramp.isEmpty() ? null : ramp.get().evaluate(scope);
    if (ramped != null) {
      return ramped;
    }
    if (rule == null) {
      run.decide(DEFAULT, "there is no rule");
      return results.standard(
          ramp.isPresent() && ramp.get().splits(scope) ? Reason.SPLIT : Reason.STATIC);
    }
    if (!rule.faults().isEmpty()) {
      run.decide(TARGETING, "the rule cannot be compiled");
      return results.failed(ErrorCode.PARSE_ERROR, rule.faults().getFirst().toString());
    }
    run.spend(1 + (rule.parts() >> 3));
    Json result = rule.expression().value(scope);
    if (result instanceof Json.Null) {
      run.decide(DEFAULT, "the rule named no variant");
      return results.standard(Reason.DEFAULT);
    }
    return results.matched(Coercion.text(result));
  }

  private static ObjectNode merged(ObjectNode shared, ObjectNode own) {
    if (own.members().isEmpty()) {
      return shared;
    }
    Map<String, Json> all = new LinkedHashMap<>(shared.members());
    all.putAll(own.members());
    return new ObjectNode(all);
  }
}

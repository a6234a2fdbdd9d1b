package dev.aviary.flag.evaluate;

import dev.aviary.contract.flag.FlagKey;
import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.definition.FractionalVersion;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One flag, ready to be evaluated; what it can give is made once. */
final class CompiledFlag {
  private static final Pointer TARGETING = Pointer.ROOT.to(Definition.TARGETING);
  private static final Pointer DEFAULT = Pointer.ROOT.to(Definition.DEFAULT_VARIANT);

  private final FractionalVersion fractional;
  private final Gates gates;
  private final Outcomes outcomes;
  private final @Nullable RampGate ramp;
  private final @Nullable ObjectNode targeting;
  private final FlagSetDocument shared;
  private final @Nullable Expression rule;
  private final @Nullable Evaluation broken;

  /** How many parts the rule has. */
  private final int parts;

  private final Timeline timeline;
  private final List<Fault> faults;
  private final List<Evaluators.Compiled> referred;

  /**
   * @param evaluators those of the set, for all of its flags
   */
  CompiledFlag(FlagKey key, FlagDocument document, FlagSetDocument shared, Evaluators evaluators) {
    Definition definition = document.definition();
    ObjectNode metadata = merged(shared.metadata(), definition.metadata());
    this.fractional = FractionalVersion.of(metadata);
    this.outcomes = new Outcomes(key.text(), definition, metadata);
    this.gates = new Gates(document, outcomes);
    this.ramp =
        document.extras().schedule().ramp().map(each -> new RampGate(each, outcomes)).orElse(null);
    this.targeting = definition.targeting().orElse(null);
    this.shared = shared;
    List<Timeline> timelines = new ArrayList<>();
    timelines.add(gates.timeline());
    if (ramp != null) {
      timelines.add(ramp.timeline());
    }
    if (targeting == null) {
      this.rule = null;
      this.broken = null;
      this.parts = 0;
      this.faults = List.of();
      this.referred = List.of();
    } else {
      RuleCompiler compiler = new RuleCompiler(evaluators);
      this.rule = compiler.rule(targeting, TARGETING);
      this.parts = compiler.size();
      this.faults = compiler.faults();
      this.referred = compiler.referred();
      this.broken =
          faults.isEmpty()
              ? null
              : outcomes.failed(ErrorCode.PARSE_ERROR, faults.getFirst().toString());
      timelines.add(compiler.moments().timeline());
    }
    this.timeline = Timeline.of(timelines);
  }

  Timeline timeline() {
    return timeline;
  }

  /** What the compiler found wrong with the rule; places in the flag. */
  List<Fault> faults() {
    return faults;
  }

  /** The shared rules that this one refers to. */
  List<Evaluators.Compiled> referred() {
    return referred;
  }

  Evaluation evaluate(Run run) {
    try {
      Evaluation gated = gates.evaluate(run);
      return gated != null ? gated : open(run);
    } catch (EvaluationFailure e) {
      if (e instanceof Exhaustion && run.isInside()) {
        throw e;
      }
      return outcomes.failed(ErrorCode.GENERAL, "the rule failed: " + e.detail());
    }
  }

  private Evaluation open(Run run) {
    if (ramp == null && rule == null) {
      run.decide(DEFAULT, "there is no rule");
      return outcomes.untargeted();
    }
    Scope scope = Scope.of(run, outcomes.key(), fractional);
    Evaluation ramped = ramp == null ? null : ramp.evaluate(scope);
    if (ramped != null) {
      return ramped;
    }
    if (broken != null) {
      run.decide(TARGETING, "the rule cannot be compiled");
      return broken;
    }
    Expression expression = rule(run);
    if (expression == null) {
      run.decide(DEFAULT, "there is no rule");
      return ramp != null && ramp.splits(scope) ? outcomes.split() : outcomes.untargeted();
    }
    run.spend(1 + (parts >> 3));
    Json result = expression.value(scope);
    if (result instanceof Json.Null) {
      run.decide(DEFAULT, "the rule named no variant");
      return outcomes.unmatched();
    }
    return outcomes.matched(Coercion.text(result));
  }

  /** One that tells its steps is compiled when somebody asks for them. */
  private @Nullable Expression rule(Run run) {
    return run.explains() && targeting != null
        ? run.explained(this, () -> telling(targeting))
        : rule;
  }

  private Expression telling(ObjectNode targeting) {
    return new RuleCompiler(new Evaluators(shared.evaluators(), true)).rule(targeting, TARGETING);
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

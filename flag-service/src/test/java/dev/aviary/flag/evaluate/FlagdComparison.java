package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.definition.FractionalVersion;
import dev.aviary.flag.definition.Reading;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.json.Pointer;
import dev.aviary.flag.store.FlagKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Compares what rules give here with what they give in flagd's own package. It wants that package,
 * so {@code deploy/test} runs it and not every build.
 */
final class FlagdComparison {
  private static final int RULES = Integer.getInteger("oracle.rules", 1000);
  private static final int CONTEXTS = 25;

  /** Rules of each two operators. */
  private static final int ROUNDS = Integer.getInteger("oracle.rounds", 4);

  private static final int NESTED_CONTEXTS = 5;
  private static final long SEED = Long.getLong("oracle.seed", 20261124);
  private static final long NOW = 1_764_000_000;
  private static final FlagKey KEY = new FlagKey("flag");

  private static final Json PARSE_ERROR =
      ObjectNode.EMPTY.with("errorCode", new Text(ErrorCode.PARSE_ERROR.name()));

  /** So few that the comparison is still one. */
  private static final double UNDECIDED = 0.05;

  private static final double UNDECIDED_NESTED = 0.1;

  private final List<String> different = new ArrayList<>();
  private int pairs;
  private int undecided;
  private int refused;

  @Test
  void everyRuleGivesWhatFlagdGives() {
    var draw = new Draw(SEED);
    var generated = new GeneratedRules(draw);
    var drawn = new GeneratedContexts(draw);
    try (var oracle = new Oracle(Path.of("oracle"))) {
      for (int i = 0; i < RULES; i++) {
        compare(oracle, file(generated, i), drawn);
      }
    }
    report(UNDECIDED);
  }

  @Test
  void everyOperatorTakesTheResultsOfEveryOther() {
    var draw = new Draw(SEED);
    var nested = new NestedRules(draw);
    var drawn = new GeneratedContexts(draw);
    try (var oracle = new Oracle(Path.of("oracle"))) {
      for (String outer : NestedRules.operators()) {
        for (String inner : NestedRules.operators()) {
          for (int i = 0; i < ROUNDS; i++) {
            compareValues(oracle, nested.rule(outer, inner), drawn);
          }
        }
      }
    }
    report(UNDECIDED_NESTED);
  }

  /** The export of rules that are not refused, and of the names of their variants. */
  @Test
  void whatIsNotRefusedSatisfiesFlagdsOwnSchema() {
    var draw = new Draw(SEED);
    var nested = new NestedRules(draw);
    var generated = new GeneratedRules(draw);
    int taken = 0;
    try (var oracle = new Oracle(Path.of("oracle"))) {
      for (String outer : NestedRules.operators()) {
        for (String inner : NestedRules.operators()) {
          taken += validate(oracle, nested.rule(outer, inner), nested.rule(inner, outer));
          taken += validate(oracle, generated.rule(), "{\"var\":\"plan\"}");
        }
      }
    }
    System.out.printf("%,d files that are not refused%n", taken);
    assertEquals(List.of(), different);
    assertTrue(taken >= 300, taken + " are so few that they prove nothing");
  }

  private int validate(Oracle oracle, String condition, String shared) {
    FlagFile file =
        parsed(
            ("{\"flags\":{\"flag\":{\"state\":\"ENABLED\",\"variants\":{\"red\":1},\"targeting\":"
                    + "{\"if\":[%s,\"red\",{\"$ref\":\"shared\"}]}},\"ref\":{\"state\":\"ENABLED\","
                    + "\"variants\":{\"red\":1},\"targeting\":{\"$ref\":\"shared\"}}},"
                    + "\"$evaluators\":{\"shared\":{\"if\":[%s,\"red\"]}}}")
                .formatted(condition, shared));
    Review flag = Ruleset.of(1, file.flags(), file.shared()).review(KEY);
    if (!flag.faults().isEmpty() || !Rules.shared(file.shared()).faults().isEmpty()) {
      return 0;
    }
    ObjectNode export = SchemaForm.of(file, false);
    // The package puts evaluators in their place first; flagd itself looks at the file as it is.
    String asIs = export.without("$evaluators").toString();
    for (String each : List.of(export.toString(), asIs)) {
      Json valid =
          oracle.ask(List.of("{\"validate\":true,\"file\":" + each + "}")).getFirst().compiled();
      if (!valid.toString().startsWith("{\"valid\":true")) {
        different.add(each + " " + valid);
      }
    }
    return 1;
  }

  private void report(double most) {
    System.out.printf(
        "%,d pairs by seed %d: %,d differ; of %,d the package itself gives two answers,"
            + " %,d are of rules that only we refuse, or left out%n",
        pairs, SEED, different.size(), undecided, refused);
    assertEquals(List.of(), different.stream().limit(20).toList(), different.size() + " differ");
    assertTrue(pairs >= 20_000, "so few pairs prove nothing");
    assertTrue(undecided + refused < pairs * most, "too many pairs are left out");
  }

  /** The value of the rule itself, not only the variant that it names. */
  private void compareValues(Oracle oracle, String rule, GeneratedContexts drawn) {
    String file =
        "{\"flags\":{\"flag\":{\"state\":\"ENABLED\",\"variants\":{\"red\":1},\"targeting\":%s}}}"
            .formatted(rule);
    List<String> contexts = new ArrayList<>();
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < NESTED_CONTEXTS; i++) {
      contexts.add(drawn.context().replace(Draw.UNSAFE, "42"));
      cases.add(
          "{%s\"key\":\"flag\",\"raw\":true,\"now\":%d,\"context\":%s}"
              .formatted(i == 0 ? "\"file\":" + file + "," : "", NOW, contexts.get(i)));
    }
    List<Oracle.Answer> answers = oracle.ask(cases);
    var compiler = new RuleCompiler(new Evaluators(ObjectNode.EMPTY));
    Expression ours = compiler.rule(parse(rule), Pointer.ROOT);
    for (int i = 0; i < NESTED_CONTEXTS; i++) {
      pairs++;
      Json value = compiler.faults().isEmpty() ? value(ours, contexts.get(i)) : PARSE_ERROR;
      Json compiled = canonical(answers.get(i).compiled());
      Json interpreted = canonical(answers.get(i).interpreted());
      if (compiler.faults().toString().contains("always fails") && !compiled.equals(PARSE_ERROR)) {
        refused++;
      } else if (!compiled.equals(interpreted) && !compiled.equals(PARSE_ERROR)) {
        undecided++;
        if (!value.equals(compiled) && !value.equals(interpreted) && !LeftOut.holds(parse(rule))) {
          differs(rule, contexts.get(i), value, compiled, interpreted);
        }
      } else if (!value.equals(compiled)) {
        if (LeftOut.holds(parse(rule))) {
          refused++;
        } else {
          differs(rule, contexts.get(i), value, compiled, interpreted);
        }
      }
    }
  }

  private void differs(String rule, String context, Object ours, Json compiled, Json interpreted) {
    different.add(
        "%n  %s%n  %s%n  ours %s, compiled %s, interpreted %s"
            .formatted(rule, context, ours, compiled, interpreted));
  }

  private static Json value(Expression rule, String context) {
    Context of = Context.of((ObjectNode) parse(context));
    Run run = new Run(_ -> Optional.empty(), of, NOW * 1000, new Budget(), null);
    try {
      return ObjectNode.EMPTY.with(
          "value", finite(canonical(rule.value(Scope.of(run, "flag", FractionalVersion.V2)))));
    } catch (EvaluationFailure e) {
      return ObjectNode.EMPTY.with("errorCode", new Text(ErrorCode.GENERAL.name()));
    }
  }

  /** As the oracle writes numbers for which JSON has no words. */
  private static Json finite(Json json) {
    return switch (json) {
      case Json.NumberNode number when !Double.isFinite(number.value()) ->
          new Text(String.valueOf(number.value()));
      case Json.ArrayNode array ->
          new Json.ArrayNode(array.items().stream().map(FlagdComparison::finite).toList());
      default -> json;
    };
  }

  private static String file(GeneratedRules generated, int number) {
    String variants =
        switch (number % 4) {
          case 0 -> "{\"red\":1,\"green\":2.50,\"blue\":10.0}";
          case 1 -> "{\"red\":\"r\",\"green\":\"g\",\"blue\":\"b\"}";
          case 2 -> "{\"red\":{\"a\":[1]},\"green\":{},\"blue\":{\"b\":null}}";
          default -> "{\"true\":true,\"false\":false,\"red\":true,\"green\":false,\"blue\":true}";
        };
    String standard =
        number % 5 == 0
            ? ""
            : number % 7 == 0 ? ",\"defaultVariant\":null" : ",\"defaultVariant\":\"red\"";
    String state = number % 50 == 0 ? "DISABLED" : "ENABLED";
    String rule = number % 9 == 0 ? "{\"$ref\":\"shared\"}" : generated.rule();
    return "{\"flags\":{\"flag\":{\"state\":\"%s\",\"variants\":%s%s,\"targeting\":%s}},\"$evaluators\":{\"shared\":%s}}"
        .formatted(state, variants, standard, rule, generated.rule());
  }

  private void compare(Oracle oracle, String file, GeneratedContexts drawn) {
    Ruleset rules = rules(file);
    List<String> contexts = new ArrayList<>();
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < CONTEXTS; i++) {
      contexts.add(drawn.context());
      cases.add(
          "{%s\"key\":\"flag\",\"now\":%d,\"context\":%s}"
              .formatted(i == 0 ? "\"file\":" + file + "," : "", NOW, contexts.get(i)));
    }
    List<Oracle.Answer> answers = oracle.ask(cases);
    for (int i = 0; i < CONTEXTS; i++) {
      pairs++;
      Context context = Context.of((ObjectNode) parse(contexts.get(i)));
      Evaluation ours = rules.evaluate(KEY, context, NOW * 1000 + 999);
      Json compiled = canonical(answers.get(i).compiled());
      Json interpreted = canonical(answers.get(i).interpreted());
      if (!agrees(ours, compiled, interpreted)) {
        differs(file, contexts.get(i), ours, compiled, interpreted);
      }
    }
  }

  /** The README of this module says why where the package alone does not decide. */
  private boolean agrees(Evaluation ours, Json compiled, Json interpreted) {
    Json told = told(ours);
    if (compiled.equals(PARSE_ERROR)) {
      return told.equals(PARSE_ERROR);
    }
    if (ours instanceof Evaluation.Failed failed && failed.details().contains("always fails")) {
      refused++;
      return true;
    }
    if (!compiled.equals(interpreted)) {
      undecided++;
      return told.equals(compiled) || told.equals(interpreted);
    }
    return told.equals(compiled);
  }

  private static Ruleset rules(String file) {
    FlagFile read = parsed(file);
    return Ruleset.of(1, read.flags(), read.shared());
  }

  private static FlagFile parsed(String file) {
    return switch (FlagFile.read(parse(file))) {
      case Reading.Read<FlagFile>(FlagFile read) -> read;
      case Reading.Faulty<FlagFile> refused -> throw new AssertionError(file + refused);
    };
  }

  private static Json told(Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Failed failed ->
          ObjectNode.EMPTY.with("errorCode", new Text(failed.code().name()));
      case Evaluation.Resolved resolved -> {
        ObjectNode json = ObjectNode.EMPTY.with("reason", new Text(resolved.reason().name()));
        yield resolved.value() == null || resolved.variant() == null
            ? json
            : canonical(
                json.with("value", resolved.value()).with("variant", new Text(resolved.variant())));
      }
    };
  }

  /** Numbers in one form: JavaScript does not keep how they were written. */
  private static Json canonical(Json json) {
    return switch (json) {
      case ObjectNode object -> {
        var members = new TreeMap<String, Json>();
        object.members().forEach((name, value) -> members.put(name, canonical(value)));
        yield new ObjectNode(members);
      }
      case Json.ArrayNode array ->
          new Json.ArrayNode(array.items().stream().map(FlagdComparison::canonical).toList());
      case Json.NumberNode number -> Json.NumberNode.of(number.value());
      case Text _, Json.Bool _, Json.Null _ -> json;
    };
  }

  private static Json parse(String text) {
    try {
      return JsonReader.parse(text);
    } catch (JsonException e) {
      throw new AssertionError(text, e);
    }
  }
}

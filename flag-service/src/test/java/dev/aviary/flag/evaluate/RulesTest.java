package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.definition.Documents;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.store.FlagKey;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RulesTest {
  private static final String FLAG =
      "'state':'ENABLED','variants':{'on':true,'off':false},'defaultVariant':'on'";

  private static List<String> faults(String file) {
    return Evaluations.faults(Documents.file(file)).stream().map(Fault::toString).toList();
  }

  private static String wants(String key, String other) {
    return "'%s':{%s,'aviary':{'prerequisites':[{'flag':'%s','variant':'on'}]}}"
        .formatted(key, FLAG, other);
  }

  @Test
  void everythingThatIsWrongIsToldWithItsPlace() {
    assertEquals(
        List.of(
            "/$evaluators/e/and/0: an evaluator cannot refer to another",
            "/flags/a/targeting/if/0/<: '<' needs 2 or more operands and has 1",
            "/flags/a/targeting/if/1: there is no evaluator \"none\" in $evaluators",
            "/flags/b/targeting/+/1: this always fails: '+' with \"ten\""),
        faults(
            "{'$evaluators':{'e':{'and':[{'$ref':'e'}]}},'flags':{'a':{"
                + FLAG
                + ",'targeting':{'if':[{'<':[1]},{'$ref':'none'}]}},'b':{"
                + FLAG
                + ",'targeting':{'+':[{'var':'x'},'ten']}}}}"));
  }

  @Test
  void anUnknownOperatorIsToldWithThoseThatThereAre() {
    String fault = faults("{'flags':{'a':{" + FLAG + ",'targeting':{'pow':[1,2]}}}}").getFirst();
    assertTrue(
        fault.startsWith("/flags/a/targeting/pow: there is no operator 'pow'; there are ! !! "),
        fault);
    assertTrue(fault.contains(" fractional "));
  }

  @Test
  void prerequisitesThatDoNotExistAreFaults() {
    assertEquals(
        List.of(
            "/flags/a/aviary/prerequisites/0/flag: there is no flag 'z'",
            "/flags/b/aviary/prerequisites/0/variant: 'c' has no variant 'on'"),
        faults(
            "{'flags':{"
                + wants("a", "z")
                + ","
                + wants("b", "c")
                + ",'c':{'state':'ENABLED','variants':{'x':1}}}}"));
  }

  @Test
  void circlesAreRefused() {
    assertEquals(
        List.of("/flags/c/aviary/prerequisites/0/flag: 'a' depends on 'c': they go in a circle"),
        faults(
            "{'flags':{" + wants("a", "b") + "," + wants("b", "c") + "," + wants("c", "a") + "}}"));
    assertEquals(1, faults("{'flags':{" + wants("a", "a") + "}}").size());
  }

  @Test
  void aCircleThatWasNotRefusedEndsDisabled() {
    Ruleset rules = Evaluations.rules("{" + wants("a", "b") + "," + wants("b", "a") + "}");
    assertEquals("DISABLED null null", Evaluations.of(rules, "a", "{}", 0));
  }

  @Test
  void aLongRowOfPrerequisitesIsRefused() {
    assertEquals(List.of(), faults(row(10)));
    assertTrue(!faults(row(11)).isEmpty());
    assertTrue(!faults(row(3000)).isEmpty());
  }

  private static String row(int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> wants("f%04d".formatted(i), "f%04d".formatted(i + 1)))
        .collect(Collectors.joining(",", "{'flags':{", ",'f%04d':{%s}}}".formatted(length, FLAG)));
  }

  @Test
  void aPrerequisiteThatDoesNotHoldDisablesTheFlag() {
    Ruleset rules =
        Evaluations.rules(
            "{" + wants("a", "b") + ",'b':{" + FLAG + ",'targeting':{'if':[{'var':'x'},'off']}}}");
    assertEquals("STATIC on true", Evaluations.of(rules, "a", "{}", 0));
    assertEquals("DISABLED null null", Evaluations.of(rules, "a", "{'x':1}", 0));
  }

  @Test
  void aChangeIsToldWhatItDoesToItselfAndToOthers() {
    FlagFile file =
        Documents.file(
            "{'flags':{" + wants("a", "b") + ",'b':{" + FLAG + ",'targeting':{'pow':1}}}}");
    FlagKey changed = new FlagKey("b");
    assertEquals(
        "/targeting/pow",
        Rules.seenFrom(changed, Evaluations.faults(file).getFirst()).pointer().text());
    var without = new TreeMap<>(file.flags());
    without.remove(changed);
    assertEquals(
        List.of("another flag, /flags/a/aviary/prerequisites/0/flag: there is no flag 'b'"),
        Rules.references(without, Set.of()).stream()
            .map(fault -> Rules.seenFrom(changed, fault).toString())
            .toList());
  }

  @Test
  void tooManyFlagsAreRefused() {
    FlagDocument flag = Documents.flag("{" + FLAG + "}");
    var flags = new TreeMap<FlagKey, FlagDocument>();
    IntStream.rangeClosed(0, Rules.FLAGS).forEach(i -> flags.put(new FlagKey("f" + i), flag));
    assertEquals(
        "/flags: there are 5,001 flags; 5,000 are the most",
        Rules.references(flags, Set.of()).getFirst().toString());
  }

  @Test
  void aRuleOfTooManyPartsIsRefused() {
    String parts = IntStream.range(0, 9_999).mapToObj(_ -> "1").collect(Collectors.joining(","));
    List<String> faults =
        faults("{'flags':{'a':{" + FLAG + ",'targeting':{'or':[" + parts + ",1]}}}}");
    assertTrue(
        faults.getFirst().contains("the rule has more than 10,000 parts"), faults.toString());
  }

  @Test
  void aRuleThatIsTooDeepIsNotEvenRead() throws JsonException {
    String deep = "{\"!\":".repeat(100) + "1" + "}".repeat(100);
    assertEquals(
        true,
        org.junit.jupiter.api.Assertions.assertThrows(
                JsonException.class, () -> JsonReader.parse(deep))
            .detail()
            .contains("depth"));
  }

  @Test
  void whateverTheRuleAnEvaluationAnswers() {
    var draw = new Draw(99);
    var generated = new GeneratedRules(draw);
    var contexts = new GeneratedContexts(draw);
    for (int i = 0; i < 2_000; i++) {
      FlagFile file =
          Documents.file(
              "{\"flags\":{\"f\":{\"state\":\"ENABLED\",\"variants\":{\"red\":1},\"targeting\":"
                  + generated.rule()
                  + "}}}");
      Ruleset rules = Ruleset.of(1, file.flags(), file.shared());
      boolean refused = !rules.faults(new FlagKey("f")).isEmpty();
      for (int j = 0; j < 5; j++) {
        Evaluation given =
            rules.evaluate(new FlagKey("f"), Evaluations.context(contexts.context()), 0);
        boolean parseError =
            given instanceof Evaluation.Failed failed && failed.code() == ErrorCode.PARSE_ERROR;
        assertEquals(refused, parseError, file.toString());
      }
    }
  }
}

package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.definition.Documents;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.store.FlagKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reasons and error codes, as flagd gives them. */
final class EvaluationTest {
  private static final FlagKey FLAG = new FlagKey("f");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'defaultVariant':'on' | STATIC on true",
        "'defaultVariant':null | DEFAULT null null",
        "'defaultVariant':'on','targeting':{} | STATIC on true",
        "'defaultVariant':'on','targeting':{'if':[false,'off']} | DEFAULT on true",
        "'defaultVariant':null,'targeting':{'if':[false,'off']} | DEFAULT null null",
        "'defaultVariant':'on','targeting':{'if':[true,'off']} | TARGETING_MATCH off false",
        "'defaultVariant':'on','targeting':{'if':[true,'nowhere']} | GENERAL",
        "'defaultVariant':'on','targeting':{'if':[true,'']} | GENERAL",
        "'defaultVariant':'on','targeting':{'<':[{'var':'x'},'ten']} | TARGETING_MATCH false 5",
        "'defaultVariant':'on','targeting':{'<':[{'var':'x'},5]} | GENERAL",
        "'defaultVariant':'on','targeting':{'nope':[1]} | PARSE_ERROR",
      })
  void everyOutcomeHasItsReason(String members, String outcome) {
    String variants = outcome.endsWith("5") ? "{'false':5,'on':1}" : "{'on':true,'off':false}";
    Ruleset rules =
        Evaluations.rules("{'f':{'state':'ENABLED','variants':" + variants + "," + members + "}}");
    assertEquals(outcome, Evaluations.of(rules, "f", "{'x':'text'}", 0));
  }

  @Test
  void aDisabledFlagHasNoValue() {
    Ruleset rules =
        Evaluations.rules(
            "{'f':{'state':'DISABLED','variants':{'on':true},'defaultVariant':'on','targeting':{'nope':1}}}");
    assertEquals("DISABLED null null", Evaluations.of(rules, "f", "{}", 0));
    assertEquals("FLAG_NOT_FOUND", Evaluations.of(rules, "g", "{}", 0));
  }

  @Test
  void theValueIsWrittenAsItWasDefined() {
    Ruleset rules =
        Evaluations.rules(
            "{'f':{'state':'ENABLED','variants':{'ten':10.0},'defaultVariant':'ten'}}");
    assertEquals("STATIC ten 10.0", Evaluations.of(rules, "f", "{}", 0));
  }

  @Test
  void theFlagsMetadataStandsOverThatOfTheSet() {
    FlagFile file =
        Documents.file(
            "{'metadata':{'a':1,'b':1},'flags':{'f':{'state':'ENABLED','variants':{'x':1},'metadata':{'b':2}}}}");
    Ruleset rules = Ruleset.of(7, file.flags(), file.shared());
    assertEquals(
        Documents.json("{'a':1,'b':2}"), rules.evaluate(FLAG, Context.EMPTY, 0).metadata());
    assertEquals(
        Documents.json("{'a':1,'b':1}"),
        rules.evaluate(new FlagKey("none"), Context.EMPTY, 0).metadata());
    assertEquals(7, rules.revision());
  }

  @Test
  void evaluatorsStandInForReferences() {
    FlagFile file =
        Documents.file(
            "{'$evaluators':{'staff':{'ends_with':[{'var':'email'},'@x.y']}},'flags':{'f':{'state':'ENABLED',"
                + "'variants':{'on':true,'off':false},'defaultVariant':'off','targeting':{'if':[{'$ref':'staff'},'on']}}}}");
    Ruleset rules = Ruleset.of(1, file.flags(), file.shared());
    assertEquals("TARGETING_MATCH on true", Evaluations.of(rules, "f", "{'email':'a@x.y'}", 0));
    assertEquals("DEFAULT off false", Evaluations.of(rules, "f", "{'email':'a@x.z'}", 0));
  }

  @Test
  void thePlainKeyIsThereWhileAnEmptyContextGivesTrue() {
    Ruleset rules =
        Evaluations.rules(
            "{'f':{'state':'ENABLED','variants':{'on':true,'off':false},'defaultVariant':'on'},"
                + "'text':{'state':'ENABLED','variants':{'on':'true'},'defaultVariant':'on'}}");
    assertTrue(rules.on(FLAG, 0));
    assertEquals(false, rules.on(new FlagKey("text"), 0));
    assertEquals(false, rules.on(new FlagKey("none"), 0));
  }

  @Test
  void theContextsOwnFlagdIsNotSeen() {
    assertEquals(
        "flag", Evaluations.result("{'var':'$flagd.flagKey'}", "{'$flagd':{'flagKey':'forged'}}"));
  }

  @Test
  void anExplanationTellsEveryStepWithItsPlace() {
    Ruleset rules =
        Evaluations.rules(
            "{'f':{'state':'ENABLED','variants':{'on':true,'off':false},'targeting':{'if':[{'==':[{'var':'a'},1]},'on','off']}}}");
    Explanation explanation = rules.explain(FLAG, Evaluations.context("{'a':2}"), 0);
    assertInstanceOf(Evaluation.Resolved.class, explanation.evaluation());
    assertEquals(
        Documents.json(
            "{'key':'f','value':false,'variant':'off','reason':'TARGETING_MATCH','steps':["
                + "{'pointer':'/targeting/if/0/==/0/var','operator':'var','result':2},"
                + "{'pointer':'/targeting/if/0/==','operator':'==','result':false},"
                + "{'pointer':'/targeting/if/2','detail':'this branch is taken'},"
                + "{'pointer':'/targeting/if','operator':'if','result':'off'}]}"),
        explanation.json());
  }

  @Test
  void anExplanationGivesWhatTheEvaluationGives() {
    var draw = new Draw(3);
    var generated = new GeneratedRules(draw);
    var contexts = new GeneratedContexts(draw);
    for (int i = 0; i < 300; i++) {
      FlagFile file =
          Documents.file(
              "{\"flags\":{\"f\":{\"state\":\"ENABLED\",\"variants\":{\"red\":1,\"true\":2},\"targeting\":"
                  + generated.rule()
                  + "}}}");
      Ruleset rules = Ruleset.of(1, file.flags(), file.shared());
      for (int j = 0; j < 10; j++) {
        Context context = Evaluations.context(contexts.context());
        assertEquals(
            rules.evaluate(FLAG, context, Evaluations.NOW),
            rules.explain(FLAG, context, Evaluations.NOW).evaluation());
      }
    }
  }
}

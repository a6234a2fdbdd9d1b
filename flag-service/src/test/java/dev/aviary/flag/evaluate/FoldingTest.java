package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.definition.Documents;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same in every context is evaluated once, but not at any price. */
final class FoldingTest {
  private static final String FLAG =
      "'state':'ENABLED','variants':{'on':true,'off':false},'defaultVariant':'on'";

  /** 27 parts that take more than 30,000 steps and give 8,192 numbers. */
  private static final String BOMB =
      "{'map':[{'reduce':[[%s],{'merge':[{'var':'accumulator'},{'var':'accumulator'}]},[1]]},{'+':[{'var':''},1]}]}"
          .formatted(times(13, "1"));

  private static String times(int count, String part) {
    return String.join(",", Collections.nCopies(count, part));
  }

  private static Expression compiled(String rule) {
    return new RuleCompiler(new Evaluators(ObjectNode.EMPTY))
        .rule(Documents.json(rule), Pointer.ROOT);
  }

  private static FlagFile file(String rule) {
    return Documents.file("{'flags':{'f':{%s,'targeting':%s}}}".formatted(FLAG, rule));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'*':[60,60,24]}",
        "['a','b',{'cat':['c','d']}]",
        "{'map':[[1,2,3],{'+':[{'var':''},1]}]}",
        "{'reduce':[[1,2,3,4,5,6,7,8],{'+':[{'var':'accumulator'},{'var':'current'}]},0]}",
        "{'merge':[['a','b'],['c'],'d']}",
        "{'in':['needle','a hay stack that is longer than a few words, with a needle in it']}",
        "{'some':[['a','b','c'],{'in':[{'var':''},'abc']}]}",
      })
  void aConstantThatSomebodyWouldWriteIsEvaluatedWhenTheRuleIsCompiled(String rule) {
    assertInstanceOf(Expression.Constant.class, compiled(rule));
  }

  @Test
  void oneThatTakesManyStepsOrGivesMoreThanItHoldsIsLeftToTheRequest() {
    assertTrue(!(compiled(BOMB) instanceof Expression.Constant));
    String list = "[" + times(10, "1") + "]";
    String square = "{'map':[" + list + "," + list + "]}";
    assertTrue(!(compiled(square) instanceof Expression.Constant));
    String copies = "{'map':[" + list + ",{'cat':['" + "x".repeat(100) + "','y']}]}";
    assertTrue(!(compiled(copies) instanceof Expression.Constant));
    String objects = "{'map':[" + list + ",{'reduce':[[1],{'var':''},0]}]}";
    assertTrue(!(compiled(objects) instanceof Expression.Constant));
  }

  @Test
  void allOfARulesConstantsHaveOneBoundAndWhatIsOverItIsLeftToTheRequestAndNoFault() {
    FlagFile file = file("{'if':[{'and':[{'var':'x'}," + times(370, BOMB) + "]},'on','off']}");
    assertEquals(List.of(), Evaluations.faults(file));
    Ruleset rules = Ruleset.of(1, file.flags(), file.shared());
    assertEquals("TARGETING_MATCH off false", Evaluations.of(rules, "f", "{}", 0));
    assertEquals("GENERAL", Evaluations.of(rules, "f", "{'x':1}", 0));
  }

  @Test
  void whatOneConstantTookTheNextOnesPartsBringAgain() {
    Expression rule = compiled("{'if':[{'var':'x'}," + BOMB + ",{'*':[" + times(20, "2") + "]}]}");
    FlagFile wrong =
        file("{'if':[{'var':'x'}," + BOMB + ",{'map':[[1,2],{'+':[{'var':''},'x']}]}]}");
    assertFalse(rule instanceof Expression.Constant);
    assertEquals(
        "/flags/f/targeting/if/2/map/1/+/1: this always fails: '+' with \"x\"",
        Evaluations.faults(wrong).getFirst().toString());
  }

  @Test
  void aNameThatIsLeftToTheRequestMayLeadOutOfTheItem() {
    String name =
        "{'if':[{'all':[[%s],{'and':[{'var':''},%s]}]},'../../x']}"
            .formatted(times(40, "1"), times(40, "1"));
    String rule = "{'map':[[0],{'cat':[{'var':[" + name + "]}," + times(200, "''") + "]}]}";
    assertEquals("found", Evaluations.result(rule, "{'x':'found'}"));
  }

  @Test
  void anEvaluatorIsCompiledOnceForAllThatReferToIt() {
    ObjectNode rules = (ObjectNode) Documents.json("{'e':{'if':[{'var':'x'},'on','off']}}");
    Evaluators evaluators = new Evaluators(rules);
    var whole = evaluators.find("e", false).orElseThrow();
    assertSame(whole, evaluators.find("e", false).orElseThrow());
    assertNotSame(whole, evaluators.find("e", true).orElseThrow());
    Expression first =
        new RuleCompiler(evaluators).rule(Documents.json("{'$ref':'e'}"), Pointer.ROOT);
    assertSame(whole.expression(), first);
    assertEquals(true, evaluators.find("none", false).isEmpty());
  }

  @Test
  void theConstantsOfAnEvaluatorAreEvaluatedOnceForAllThatReferToIt() {
    ObjectNode rules = (ObjectNode) Documents.json("{'e':{'merge':[['a','b','c','d'],['e','f']]}}");
    Evaluators evaluators = new Evaluators(rules);
    Expression rule =
        new RuleCompiler(evaluators).rule(Documents.json("{'$ref':'e'}"), Pointer.ROOT);
    assertInstanceOf(Expression.Constant.class, rule);
  }

  @Test
  void whatAnEvaluatorHoldsCountsForEachReference() {
    String large = "{'or':[{'var':'x'}," + times(3_000, "1") + "]}";
    String flag = "'%s':{%s,'targeting':{'or':[%s]}}";
    FlagFile file =
        Documents.file(
            "{'$evaluators':{'e':%s},'flags':{%s,%s}}"
                .formatted(
                    large,
                    flag.formatted("three", FLAG, times(3, "{'$ref':'e'}")),
                    flag.formatted("four", FLAG, times(4, "{'$ref':'e'}"))));
    assertEquals(
        List.of("/flags/four/targeting/or/3: the rule has more than 10,000 parts; make it smaller"),
        Evaluations.faults(file).stream().map(Object::toString).toList());
  }

  @Test
  void theTimesOfAnEvaluatorAreThoseOfTheFlags() {
    String now = "{'var':'$flagd.timestamp'}";
    FlagFile file =
        Documents.file(
            "{'$evaluators':{'e':{'if':[{'<':[%s,100]},'on','off']},'other':{'<':[%s,50]}},'flags':{'f':{%s,'targeting':{'$ref':'e'}}}}"
                .formatted(now, now, FLAG));
    Ruleset rules = Ruleset.of(1, file.flags(), file.shared());
    assertEquals(100_000, rules.nextBoundary(0));
    assertEquals("TARGETING_MATCH on true", Evaluations.of(rules, "f", "{}", 99_999));
    assertEquals("TARGETING_MATCH off false", Evaluations.of(rules, "f", "{}", 101_000));
  }

  @Test
  void anEvaluatorMayBeTheTimeItself() {
    String now = "{'now':{'var':'$flagd.timestamp'}}";
    String flag = "'f':{%s,'targeting':{'if':[%s,'on','off']}}";
    FlagFile compared =
        Documents.file(
            "{'$evaluators':%s,'flags':{%s}}"
                .formatted(now, flag.formatted(FLAG, "{'<':[{'$ref':'now'},100]}")));
    assertEquals(100_000, Ruleset.of(1, compared.flags(), compared.shared()).nextBoundary(0));
    FlagFile used =
        Documents.file(
            "{'$evaluators':%s,'flags':{%s}}"
                .formatted(now, flag.formatted(FLAG, "{'%':[{'$ref':'now'},2]}")));
    assertEquals(1_000, Ruleset.of(1, used.flags(), used.shared()).nextBoundary(0));
  }

  @Test
  void aListRuleThatLooksOutOfItsItemIsNoConstant() {
    assertFalse(compiled("{'map':[[1,2],{'var':'../../x'}]}") instanceof Expression.Constant);
    assertFalse(
        compiled("{'map':[[1],{'var':'../../$flagd.timestamp'}]}") instanceof Expression.Constant);
    assertInstanceOf(
        Expression.Constant.class, compiled("{'map':[[1,2],{'map':[[3],{'var':'../../'}]}]}"));
  }
}

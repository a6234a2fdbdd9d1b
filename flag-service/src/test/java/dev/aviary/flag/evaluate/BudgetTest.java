package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.store.FlagKey;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BudgetTest {
  private static final String FLAG =
      "'state':'ENABLED','variants':{'on':true,'off':false},'defaultVariant':'on'";

  /** A list of 400 numbers, one of 20 long texts, and a text that is long. */
  private static final String CONTEXT =
      "{'list':[%s],'texts':[%s],'text':'%s'}"
          .formatted(
              IntStream.range(0, 400).mapToObj(Integer::toString).collect(Collectors.joining(",")),
              IntStream.range(0, 20)
                  .mapToObj(i -> "'" + "x".repeat(2_000) + i + "'")
                  .collect(Collectors.joining(",")),
              "x".repeat(50_000));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'map':[{'var':'list'},{'map':[{'var':'../../list'},{'map':[[1,2,3],1]}]}]}",
        "{'reduce':[{'var':'list'},{'cat':[{'var':'accumulator'},{'var':'accumulator'}]},'xxxxxxxx']}",
        "{'reduce':[{'var':'list'},{'merge':[{'var':'accumulator'},{'var':'accumulator'}]},[1,2]]}",
        "{'map':[{'var':'list'},{'in':['y',{'var':'../../text'}]}]}",
        "{'map':[{'var':'list'},{'starts_with':[{'var':'../../text'},'x']}]}",
        "{'map':[{'var':'list'},{'ends_with':[{'var':'../../text'},'y']}]}",
        "{'map':[{'var':'list'},{'==':[{'var':'../../text'},'x']}]}",
        "{'map':[{'var':'list'},{'sem_ver':[{'var':'../../texts'},'=','1.0.0']}]}",
        "{'map':[{'var':'list'},{'cat':[{'var':'../../texts'}]}]}",
        "{'map':[{'var':'list'},{'in':[{'var':'../../texts'},'x']}]}",
        "{'map':[{'var':'list'},{'in':[{'var':'../../texts.0'},{'var':'../../texts'}]}]}",
        "{'map':[{'var':'list'},{'missing':{'var':'../../list'}}]}",
        "{'map':[{'var':'list'},{'+':[{'var':'../../list'}]}]}",
      })
  void aBombEndsItsRule(String bomb) {
    Ruleset rules = Evaluations.rules("{'f':{" + FLAG + ",'targeting':" + bomb + "}}");
    Evaluation evaluation = rules.evaluate(new FlagKey("f"), Evaluations.context(CONTEXT), 0);
    assertTrue(
        evaluation instanceof Evaluation.Failed failed
            && failed.code() == ErrorCode.GENERAL
            && failed.details().contains("more than"),
        evaluation.toString());
  }

  @Test
  void allFlagsOfARequestHaveOneBudget() {
    String rule =
        "{'if':[{'some':[{'var':'list'},{'some':[{'var':'../../list'},{'==':[1,2]}]}]},'on','off']}";
    String flags =
        IntStream.range(0, 12)
            .mapToObj(i -> "'f%02d':{%s,'targeting':%s}".formatted(i, FLAG, rule))
            .collect(Collectors.joining(",", "{", ",'simple':{" + FLAG + "}}"));
    Ruleset rules = Evaluations.rules(flags);
    Context context = Evaluations.context("{'list':%s}".formatted(ones(120)));
    Budget budget = new Budget();
    var results =
        rules.keys().stream().map(key -> rules.evaluate(key, context, 0, budget)).toList();
    assertInstanceOf(Evaluation.Resolved.class, results.getFirst());
    assertTrue(
        results.get(11) instanceof Evaluation.Failed failed
            && failed.details().contains("all flags of the request"),
        results.toString());
    assertInstanceOf(Evaluation.Resolved.class, results.get(12), "it takes no steps");
    assertInstanceOf(
        Evaluation.Resolved.class, rules.evaluate(new FlagKey("f11"), context, 0), "alone it can");
  }

  @Test
  void partsOfARuleTakeStepsWithoutAnyList() {
    String part = "{'==':[{'var':'a'},1]}";
    String all = String.join(",", Collections.nCopies(2_000, part));
    String rule = "{'if':[{'or':[" + all + "]},'on','off']}";
    Ruleset rules = Evaluations.rules("{'f':{" + FLAG + ",'targeting':" + rule + "}}");
    Budget budget = new Budget();
    Evaluation last = null;
    for (int i = 0; i < 1_000 && !(last instanceof Evaluation.Failed); i++) {
      last = rules.evaluate(new FlagKey("f"), Context.EMPTY, 0, budget);
    }
    assertTrue(
        last instanceof Evaluation.Failed failed
            && failed.details().contains("all flags of the request"),
        String.valueOf(last));
  }

  @Test
  void aPrerequisiteThatTakesTooMuchFailsWhoeverWantsIt() {
    String bomb =
        "{'if':[{'some':[{'var':'list'},{'some':[{'var':'../../list'},{'==':[1,2]}]}]},'on','on']}";
    Ruleset rules =
        Evaluations.rules(
            "{'a':{%s,'aviary':{'prerequisites':[{'flag':'b','variant':'on'}]}},'b':{%s,'targeting':%s}}"
                .formatted(FLAG, FLAG, bomb));
    Context context = Evaluations.context("{'list':%s}".formatted(ones(400)));
    Evaluation evaluation = rules.evaluate(new FlagKey("a"), context, 0);
    assertTrue(
        evaluation instanceof Evaluation.Failed failed && failed.code() == ErrorCode.GENERAL,
        evaluation.toString());
  }

  @Test
  void anOuterContextIsNotCopiedForEachItem() {
    String wide =
        IntStream.range(0, 9_000)
            .mapToObj(i -> "'m" + i + "':1")
            .collect(Collectors.joining(",", "{'list':%s,".formatted(ones(400)), "}"));
    String rule = "{'if':[{'all':[{'var':'list'},{'==':[{'var':'../../m1'},1]}]},'x']}";
    assertEquals("x", Evaluations.result(rule, wide));
    assertEquals("GENERAL", Evaluations.result("{'map':[{'var':'list'},{'var':'../../'}]}", wide));
  }

  @Test
  void anExplanationTellsSomeStepsAndShortValues() {
    Ruleset rules =
        Evaluations.rules(
            "{'f':{%s,'targeting':{'if':[{'some':[{'var':'list'},{'==':[{'cat':[{'var':'../../text'}]},'']}]},'on']}}}"
                .formatted(FLAG));
    Context context =
        Evaluations.context("{'list':%s,'text':'%s'}".formatted(ones(400), "x".repeat(2_000)));
    Explanation explained = rules.explain(new FlagKey("f"), context, 0);
    assertEquals(Run.TOLD + 1, explained.steps().size());
    assertTrue(explained.steps().getLast().toString().contains("are shown"));
    String json = explained.json().toString();
    assertTrue(json.contains("(too long to be shown)"));
    assertFalse(json.contains("x".repeat(2_000)));
    assertEquals(rules.evaluate(new FlagKey("f"), context, 0), explained.evaluation());
  }

  /** Java's own search compares the part with almost every place of such a text. */
  @Test
  void aSearchThatComparesManyCharactersTakesSteps() {
    String rule = "{'in':[{'cat':[{'var':'part'},'b']},{'var':'text'}]}";
    assertEquals("false", Evaluations.result(rule, texts(2_000, 1_000)));
    assertEquals("GENERAL", Evaluations.result(rule, texts(90_000, 45_000)));
  }

  private static String texts(int text, int part) {
    return "{'text':'%s','part':'%s'}".formatted("a".repeat(text), "a".repeat(part));
  }

  private static String ones(int count) {
    return IntStream.range(0, count).mapToObj(_ -> "1").collect(Collectors.joining(",", "[", "]"));
  }
}

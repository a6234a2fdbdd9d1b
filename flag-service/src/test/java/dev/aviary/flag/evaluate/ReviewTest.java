package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.definition.Documents;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.store.FlagKey;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReviewTest {
  private static Review review(String rule, String evaluators) {
    FlagFile file =
        Documents.file(
            "{'flags':{'f':{'state':'ENABLED','variants':{'on':true,'off':false},"
                + "'targeting':%s}},'$evaluators':%s}".formatted(rule, evaluators));
    return Ruleset.of(1, file.flags(), file.shared()).review(new FlagKey("f"));
  }

  private static Review review(String rule) {
    return review(rule, "{}");
  }

  /** An operator that the review does not know would be taken with any number of operands. */
  @Test
  void eachOperatorIsCountedOrKnownToBeOutsideTheSchema() {
    var reviewed = new TreeSet<>(SchemaReview.operators().toList());
    reviewed.addAll(List.of("?:", "log"));
    assertEquals(String.join(" ", reviewed), Operators.names());
  }

  private static List<String> places(List<Fault> faults) {
    return faults.stream().map(fault -> fault.pointer().text()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'if':[{'==':[{'var':'a'},1]},'onn','off']} | /targeting/if/1",
        "{'if':[{'var':'a'},'on',{'if':[{'var':'b'},7]}]} | /targeting/if/2/if/1",
        "{'fractional':[['on',50],['of',50]]} | /targeting/fractional/1/0",
        "{'if':[{'var':'a'},{'cat':['o','ff','!']}]} | /targeting/if/1",
        "{'var':['plan','of']} | /targeting/var/1",
        "{'==':[{'var':'a'},1]} | /targeting",
        "{'and':[{'==':[{'var':'a'},1]},'on']} | /targeting/and/0",
        "{'if':[{'sem_ver':[{'var':'v'},'=>','1.0.0']},'on']} | /targeting/if/0/sem_ver/1",
        "{'if':[{'sem_ver':[{'var':'v'},'>=','latest']},'on']} | /targeting/if/0/sem_ver/2",
        "{'if':[{'sem_ver':[{'var':'v'},'>=']},'on']} | /targeting/if/0/sem_ver",
        "{'if':[{'sem_ver':[{'cat':['1.',{'var':'v'}]},'=','1.0.0']},'on']} | /targeting/if/0/sem_ver/0",
        "{'if':[{'starts_with':[{'var':'id'},3]},'on']} | /targeting/if/0/starts_with/1",
        "{'if':[{'ends_with':['xyz']},'on']} | /targeting/if/0/ends_with",
        "{'fractional':[['on','50'],['off',50]]} | /targeting/fractional/0/1",
        "{'fractional':[['on',0.5],['off',0.5]]} | /targeting/fractional/0/1,/targeting/fractional/1/1",
        "{'fractional':[['on',0],['off',0]]} | /targeting/fractional",
        "{'fractional':['on','off']} | /targeting/fractional/0,/targeting/fractional/1",
        "{'fractional':[{'var':'id'}]} | /targeting/fractional",
        "{'if':[{'<':[{'var':'$flagd.time'},5]},'on']} | /targeting/if/0/</0/var",
        "{'if':[{'==':[{'var':'aviary.trak'},'canary']},'on']} | /targeting/if/0/==/0/var",
        "{'if':[{'missing':['aviary.version']},'on']} | /targeting/if/0/missing/0",
        "{'if':[{'==':[1,2,3]},'on']} | /targeting/if/0/==",
        "{'if':[{'cat':'x'},'on']} | /targeting/if/0/cat",
        "{'?:':[{'var':'a'},'on']} | /targeting/?:",
        "{'if':[{'log':1},'on']} | /targeting/if/0/log",
        "{'if':[{'missing':[{'var':'a'}]},'on']} | /targeting/if/0/missing/0",
        "{'if':[{},'on']} | /targeting/if/0",
      })
  void whatNeverWorksOrFlagdRefusesIsAFault(String rule, String place) {
    assertEquals(List.of(place.split(",")), places(review(rule).faults()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'var':'plan'} | /targeting",
        "{'if':[{'var':'a'},{'cat':['o',{'var':'b'}]},null]} | /targeting/if/1",
        "{'if':[{'sem_ver':[{'var':'v'},'=','v1.0']},'on']} | /targeting/if/0/sem_ver/2",
        "{'fractional':[['on',-5],['off',50]]} | /targeting/fractional/0/1",
      })
  void whatDependsOnTheContextIsWarnedOf(String rule, String place) {
    Review review = review(rule);
    assertEquals(List.of(), review.faults());
    assertEquals(List.of(place), places(review.warnings()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'if':[{'in':['a',{'var':'roles'}]},'on',{'fractional':[{'var':'id'},['on',{'var':'$flagd.timestamp'}],['off']]}]}",
        "{'if':[{'==':[{'var':'aviary.track'},'canary']},'on','off']}",
        "{'if':[{'some':[{'var':'groups'},{'==':[{'var':'aviary.x'},1]}]},'on']}",
        "{'or':[{'if':[{'var':'a'},'on']},'off']}",
        "{'if':[{'sem_ver':[{'var':'v'},'>=','1.2.3-beta.1']},'on']}",
      })
  void whatWorksIsNeither(String rule) {
    assertEquals(new Review(List.of(), List.of()), review(rule));
  }

  @Test
  void whatAnEvaluatorGivesIsLookedAtForEachFlag() {
    Review review =
        review("{'if':[{'$ref':'e'}]}", "{'e':{'if':[{'var':'a'},'red',{'$ref':'e'}]}}");
    assertTrue(
        review
            .faults()
            .toString()
            .contains(
                "/targeting/if/0: the evaluator gives what is no result, /$evaluators/e/if/1"),
        review.toString());
    FlagFile file =
        Documents.file("{'flags':{},'$evaluators':{'e':{'sem_ver':['1.0.0','~~','1']}}}");
    assertEquals(List.of("/$evaluators/e/sem_ver/1"), places(Rules.shared(file.shared()).faults()));
  }

  @Test
  void aRuleIsLookedAtWhateverElseIsWrongWithItsFlag() {
    var flag =
        (ObjectNode) Documents.json("{'state':'on','variants':{'on':true},'targeting':{'pow':1}}");
    Review review = Rules.rule(flag, Documents.file("{'flags':{}}").shared());
    assertEquals(List.of("/targeting/pow"), places(review.faults()));
  }

  @Test
  void anExportHasWhatFlagdsSchemaTakes() {
    FlagFile file =
        Documents.file(
            "{'flags':{'f':{'state':'ENABLED','variants':{'on':true},'targeting':{'if':["
                + "{'sem_ver':[{'var':'v'},'=','v1.2']},'on',"
                + "{'fractional':[{'$ref':'e'},['on',-1],['on',{'$ref':'e'}]]}]}},"
                + "'g':{'state':'ENABLED','variants':{'on':true},'targeting':{'$ref':'e'}}},"
                + "'$evaluators':{'e':{'sem_ver':[1,'=','1.0.0']}}}");
    assertEquals(
        Documents.json(
            "{'flags':{'f':{'state':'ENABLED','variants':{'on':true},'targeting':{'if':["
                + "{'sem_ver':[{'var':'v'},'=','1.2.0']},'on',"
                + "{'fractional':[{'if':[{'$ref':'e'}]},['on',0],['on',{'if':[{'$ref':'e'}]}]]}]}},"
                + "'g':{'state':'ENABLED','variants':{'on':true},'targeting':{'if':[{'$ref':'e'}]}}},"
                + "'$evaluators':{'e':{'sem_ver':['1.0.0','=','1.0.0']}}}"),
        SchemaForm.of(file, false));
  }
}

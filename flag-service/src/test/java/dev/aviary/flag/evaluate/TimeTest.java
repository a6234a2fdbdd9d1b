package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.store.FlagKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kill switch, schedule, ramp, rules over the time, and the moments at which all of that changes.
 */
final class TimeTest {
  private static final String VARIANTS =
      "'state':'ENABLED','variants':{'on':true,'off':false},'defaultVariant':'on'";

  private static long at(String time) {
    return Instant.parse("2026-01-01T" + time + "Z").toEpochMilli();
  }

  private static Ruleset extras(String aviary) {
    return Evaluations.rules(
        "{'f':{" + VARIANTS + ",'aviary':" + aviary.replace("@", "2026-01-01T") + "}}");
  }

  private static String given(Ruleset rules, String time) {
    return Evaluations.of(rules, "f", "{}", at(time));
  }

  @Test
  void aKilledFlagReturnsByItself() {
    Ruleset rules = extras("{'kill':{'until':'@12:00:00Z'}}");
    assertEquals("DISABLED null null", given(rules, "11:59:59.999"));
    assertEquals("STATIC on true", given(rules, "12:00:00"));
    assertEquals(at("12:00:00"), rules.nextBoundary(at("11:00:00")));
    assertEquals(at("12:00:00"), rules.lastBoundary(at("13:00:00")));
  }

  @Test
  void aKilledFlagMayGiveAVariant() {
    Ruleset rules = extras("{'kill':{'until':'@12:00:00Z','variant':'off'}}");
    assertEquals("STATIC off false", given(rules, "11:00:00"));
  }

  @Test
  void outsideOfItsScheduleAFlagIsDisabled() {
    Ruleset rules = extras("{'schedule':{'onFrom':'@10:00:00.500Z','offFrom':'@12:00:00Z'}}");
    assertEquals("DISABLED null null", given(rules, "10:00:00.499"));
    assertEquals("STATIC on true", given(rules, "10:00:00.500"));
    assertEquals("DISABLED null null", given(rules, "12:00:00"));
    assertEquals(0, rules.lastBoundary(at("09:00:00")));
    assertEquals(at("10:00:00.500"), rules.nextBoundary(at("09:00:00")));
    assertEquals(at("12:00:00"), rules.nextBoundary(at("10:00:00.500")));
    assertEquals(Long.MAX_VALUE, rules.nextBoundary(at("12:00:00")));
  }

  @Test
  void aRampGivesItsVariantToAGrowingShareThatNobodyLeaves() {
    Ruleset rules =
        extras(
            "{'schedule':{'ramp':{'variant':'off','from':10,'to':60,'start':'@10:00:00Z','end':'@11:00:00Z'}}}");
    assertEquals(0, share(rules, "09:59:59"), 0);
    assertEquals(0.10, share(rules, "10:00:00"), 0.02);
    assertEquals(0.35, share(rules, "10:30:00"), 0.03);
    assertEquals(0.60, share(rules, "11:00:00"), 0.03);
    assertEquals(0.60, share(rules, "23:00:00"), 0.03);
    for (int i = 0; i < 500; i++) {
      String context = "{'targetingKey':'u" + i + "'}";
      boolean early = Evaluations.of(rules, "f", context, at("10:20:00")).startsWith("SPLIT off");
      boolean late = Evaluations.of(rules, "f", context, at("10:40:00")).startsWith("SPLIT off");
      assertTrue(late || !early);
    }
    assertEquals("STATIC on true", given(rules, "10:59:59"));
  }

  /** The key decides for whoever is outside as well, as long as anybody is inside. */
  @Test
  void whoIsOutsideOfARampWasSplitOffToo() {
    Ruleset rules =
        extras(
            "{'schedule':{'ramp':{'variant':'off','from':0,'to':60,'start':'@10:00:00Z','end':'@11:00:00Z'}}}");
    for (int i = 0; i < 100; i++) {
      String context = "{'targetingKey':'u" + i + "'}";
      assertEquals("STATIC on true", Evaluations.of(rules, "f", context, at("09:59:59")));
      assertEquals("STATIC on true", Evaluations.of(rules, "f", context, at("10:00:00")));
      String given = Evaluations.of(rules, "f", context, at("10:30:00"));
      assertTrue(given.equals("SPLIT on true") || given.equals("SPLIT off false"), given);
    }
    assertEquals("STATIC on true", given(rules, "10:30:00"));
  }

  private static double share(Ruleset rules, String time) {
    int inside = 0;
    for (int i = 0; i < 4000; i++) {
      String given = Evaluations.of(rules, "f", "{'targetingKey':'u" + i + "'}", at(time));
      inside += given.equals("SPLIT off false") ? 1 : 0;
    }
    return inside / 4000.0;
  }

  @Test
  void aRampMovesOnceASecondUntilItsEnd() {
    Ruleset rules =
        extras(
            "{'schedule':{'ramp':{'variant':'off','from':0,'to':100,'start':'@10:00:00.200Z','end':'@10:00:03Z'}}}");
    assertEquals(at("10:00:01"), rules.nextBoundary(at("09:00:00")));
    assertEquals(at("10:00:02"), rules.nextBoundary(at("10:00:01.001")));
    assertEquals(at("10:00:02"), rules.lastBoundary(at("10:00:02.999")));
    assertEquals(at("10:00:03"), rules.lastBoundary(at("23:00:00")));
    assertEquals(Long.MAX_VALUE, rules.nextBoundary(at("10:00:03")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'<':[{'var':'$flagd.timestamp'},1000]} | 1000 1001",
        "{'>=':[1000.5,{'var':'$flagd.timestamp'}]} | 1001",
        "{'==':[{'var':'$flagd.timestamp'},1000]} | 1000 1001",
        "{'===':[{'var':'$flagd.timestamp'},1000.5]} | ''",
        "{'<=':[1000,{'var':'$flagd.timestamp'},2000]} | 1000 1001 2000 2001",
        "{'>':[{'var':['$flagd.timestamp',0]},{'+':[500,500]}]} | 1000 1001",
        "{'and':[{'>':[{'var':'$flagd.timestamp'},'1000']},{'var':'x'}]} | 1000 1001",
        "{'>':[{'var':'age'},5]} | ''",
        "{'map':[{'var':'list'},{'var':''}]} | ''",
        "{'var':'$flagd.flagKey'} | ''",
        "{'>':[{'var':'$flagd.timestamp'},{'var':'from'}]} | always",
        "{'%':[{'var':'$flagd.timestamp'},2]} | always",
        "{'var':'$flagd.timestamp'} | always",
        "{'var':'$flagd'} | always",
        "{'var':''} | always",
        "{'var':{'var':'name'}} | always",
        "{'map':[[1],{'var':'../../$flagd.timestamp'}]} | always",
      })
  void aRulesMomentsAreKnownWhereItComparesTheTimeWithAConstant(String rule, String seconds) {
    Ruleset rules = Evaluations.rules("{'f':{" + VARIANTS + ",'targeting':" + rule + "}}");
    if (seconds.equals("always")) {
      assertEquals(5000, rules.nextBoundary(4001));
      assertEquals(4000, rules.lastBoundary(4001));
      return;
    }
    List<String> found = new ArrayList<>();
    for (long next = rules.nextBoundary(0);
        next != Long.MAX_VALUE;
        next = rules.nextBoundary(next)) {
      found.add(Long.toString(next / 1000));
    }
    assertEquals(seconds.replace("''", ""), String.join(" ", found).replaceAll("^0 ", ""));
  }

  @Test
  void betweenTwoMomentsNothingChanges() {
    Ruleset rules =
        Evaluations.rules(
            ("{'f':{"
                + VARIANTS
                + ",'targeting':{'if':[{'<':[{'var':'$flagd.timestamp'},20]},'on',{'==':[{'var':'$flagd.timestamp'},33]},'off',"
                + "{'<=':[40.5,{'var':'$flagd.timestamp'},50]},'off']},"
                + "'aviary':{'schedule':{'onFrom':'1970-01-01T00:00:05.250Z','offFrom':'1970-01-01T00:01:00Z',"
                + "'ramp':{'variant':'off','from':0,'to':90,'start':'1970-01-01T00:00:10.5Z','end':'1970-01-01T00:00:15.5Z'}}}}}"));
    FlagKey key = new FlagKey("f");
    for (int user = 0; user < 20; user++) {
      Context context = Evaluations.context("{'targetingKey':'u" + user + "'}");
      Evaluation before = rules.evaluate(key, context, 0);
      for (long now = 1; now < 70_000; now += 1) {
        Evaluation given = rules.evaluate(key, context, now);
        if (!given.equals(before)) {
          assertEquals(now, rules.lastBoundary(now), before + " became " + given);
          assertEquals(now, rules.nextBoundary(now - 1));
        }
        before = given;
      }
    }
  }
}

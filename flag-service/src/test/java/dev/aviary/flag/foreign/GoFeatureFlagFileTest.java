package dev.aviary.flag.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoFeatureFlagFileTest {
  private static final String FILE =
      """
      # a comment
      new-checkout:
        variations: {on: true, off: false}
        targeting:
          - name: staff
            query: email ew "@shop.example" and not (country in ["AT", "CH"])
            variation: on
          - query: beta eq true or age ge 65
            percentage: {on: 25, off: 75}
        defaultRule: {variation: off}
        metadata: {team: checkout, links: [a, b]}
        trackEvents: false
      button-colour:
        variations: {red: "#f00", blue: "#00f"}
        bucketingKey: company
        defaultRule:
          percentage: {red: 12.5, blue: 87.5}
      asleep:
        disable: true
        variations: {a: 1, b: 2}
        defaultRule: {variation: a}
      growing:
        variations: {on: true, off: false}
        defaultRule:
          progressiveRollout:
            initial: {variation: off, date: 2026-01-01T00:00:00Z}
            end: {variation: on, date: 2027-01-01T00:00:00Z}
      """;

  private final Files files = Files.of(ForeignFormat.GOFF, FILE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'email':'kim@shop.example','country':'DE'} | on",
        "{'email':'kim@shop.example'} | on",
        "{'email':'kim@shop.example','country':'AT'} | off",
        "{'email':7} | off",
        "{'beta':'true','targetingKey':'u'} | off",
        "{} | off"
      })
  void rulesDecideInTheirOrder(String context, String variant) {
    assertEquals(variant, files.variant("new-checkout", context));
  }

  @Test
  void sharesAreAsLargeAsThereAndByTheSameAttribute() {
    assertEquals(125, files.share("button-colour", "red", "company"), 40);
    assertEquals("default", files.variant("button-colour", "{'targetingKey':'u'}"));
  }

  @Test
  void whatIsNotTheSameIsToldWithItsPlace() {
    assertEquals(
        List.of(
            "new-checkout /new-checkout/targeting/0/query",
            "new-checkout /new-checkout/targeting/1/query",
            "new-checkout /new-checkout/targeting/1/percentage",
            "button-colour /button-colour/defaultRule/percentage"),
        files.notes(TranslationNote.Kind.CHANGED));
    assertEquals(
        List.of(
            "new-checkout /new-checkout/trackEvents", "new-checkout /new-checkout/metadata/links"),
        files.notes(TranslationNote.Kind.LOST));
    assertEquals(
        List.of("growing /growing/defaultRule/progressiveRollout"),
        files.notes(TranslationNote.Kind.LEFT_OUT));
  }

  @Test
  void aDisabledFlagGivesTheClientsOwnDefault() {
    assertEquals("default", files.variant("asleep", "{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "a eq 1 or b eq 1 and c eq 1 | {'a':1} | no",
        "a eq 1 or (b eq 1 and c eq 1) | {'a':1} | yes",
        "a ne \"x\" | {} | no",
        "a ne \"x\" | {'a':'y'} | yes",
        "a ne \"x\" | {'a':5} | no",
        "not (a eq \"x\") | {} | yes",
        "a == 5 | {'a':'5'} | no",
        "a == 5 | {'a':'x'} | no",
        "a == 5 | {'a':true} | no",
        "a lt 5 | {} | no",
        "a lt 5 | {'a':4} | yes",
        "a in [1, 2] | {'a':2} | yes",
        "a in [\"1\"] | {'a':1} | no",
        "a.b.c co \"ell\" | {'a':{'b':{'c':'hello'}}} | yes",
        "a co \"ell\" | {'a':['ell']} | no",
        "a pr | {'a':false} | yes",
        "a pr | {} | no",
        "a eq null | {} | yes",
        "a gt 1.2.3 | {'a':'1.10.0'} | yes",
        "a gt 1.2.3 | {} | no",
        "key eq \"u\" | {'targetingKey':'u'} | yes",
        "a ne true | {'a':false} | yes",
        "a ne true | {} | no",
        "{\"==\":[{\"var\":\"key\"},\"u\"]} | {'targetingKey':'u'} | yes",
      })
  void aQueryHoldsWhereItHoldsThere(String query, String context, String result) {
    Files one = Files.of(ForeignFormat.GOFF, flag(query));
    assertEquals(List.of(), one.notes(TranslationNote.Kind.LEFT_OUT));
    assertEquals(result, one.variant("f", context));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a eq",
        "a eq \"x\" b",
        "a is 5",
        "(a eq 1",
        "a eq \"x",
        "a gt \"x\"",
        "a eq \"\\u0041\"",
        "a in []",
        "a in [1,\"2\"]",
        "1 eq a",
        "not a eq 1",
        "a && b",
        "{\"or\":"
      })
  void aQueryThatCannotBeReadLeavesItsFlagOut(String query) {
    Files one = Files.of(ForeignFormat.GOFF, flag(query));
    assertTrue(one.translation().flags().isEmpty());
    assertEquals(List.of("f /f/targeting/0/query"), one.notes(TranslationNote.Kind.LEFT_OUT));
  }

  @Test
  void whatIsUnknownLeavesTheFlagOut() {
    String text = "f: {variations: {a: 1}, defaultRule: {variation: a}, newThing: 1}";
    assertEquals(
        List.of("f /f/newThing"),
        Files.of(ForeignFormat.GOFF, text).notes(TranslationNote.Kind.LEFT_OUT));
  }

  private static String flag(String query) {
    return "f:\n  variations: {yes: 1, no: 0}\n  targeting:\n    - query: '"
        + query.replace("'", "''")
        + "'\n      variation: yes\n  defaultRule: {variation: no}\n";
  }
}

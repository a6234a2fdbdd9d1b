package dev.aviary.flag.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FliptFileTest {
  private static final String FILE =
      """
      version: "1.4"
      namespace: {key: default, name: Default}
      flags:
        - key: search
          name: Search
          type: VARIANT_FLAG_TYPE
          description: which engine answers
          enabled: true
          metadata: {owner: kim, area: 12}
          variants:
            - key: old
              default: true
            - key: fast
            - key: deep
          rules:
            - segment: testers
              distributions: [{variant: deep, rollout: 100}]
            - segment: {keys: [eu, paying], operator: AND_SEGMENT_OPERATOR}
              distributions: [{variant: fast, rollout: 30}, {variant: old, rollout: 70}]
        - key: banner
          type: BOOLEAN_FLAG_TYPE
          enabled: false
          rollouts:
            - segment: {key: testers, value: true}
            - threshold: {percentage: 20, value: true}
        - key: theme
          enabled: true
          variants:
            - {key: dark, attachment: {back: "#000"}}
            - {key: light, attachment: {back: "#fff"}}
          rules:
            - segment: all
              distributions: [{variant: dark, rollout: 100}]
        - key: mixed
          enabled: true
          variants: [{key: a, attachment: {x: 1}}, {key: b}]
        - key: timed
          enabled: true
          variants: [{key: a}]
          rules: [{segment: later, distributions: [{variant: a, rollout: 100}]}]
      segments:
        - key: testers
          match_type: ANY_MATCH_TYPE
          constraints:
            - {type: STRING_COMPARISON_TYPE, property: group, operator: eq, value: qa}
            - {type: ENTITY_ID_COMPARISON_TYPE, operator: isoneof, value: [ann, bob]}
        - key: eu
          constraints:
            - {type: STRING_COMPARISON_TYPE, property: country, operator: isoneof, value: '["AT","FR"]'}
        - key: paying
          constraints:
            - {type: NUMBER_COMPARISON_TYPE, property: paid, operator: gte, value: "10"}
            - {type: BOOLEAN_COMPARISON_TYPE, property: trial, operator: false}
        - {key: all, match_type: ALL_MATCH_TYPE}
        - key: later
          constraints:
            - {type: DATETIME_COMPARISON_TYPE, property: since, operator: gt, value: "2026-01-01T00:00:00Z"}
      """;

  private final Files files =
      Files.of(ForeignFormat.FLIPT, FILE.replace("operator: false", "operator: \"false\""));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "search | {'group':'qa'} | deep",
        "search | {'targetingKey':'bob'} | deep",
        "search | {} | old",
        "search | {'country':'AT','paid':3,'trial':false,'targetingKey':'u'} | old",
        "banner | {'group':'qa'} | on",
        "banner | {} | off",
        "theme | {} | dark",
      })
  void theFirstRuleWhoseSegmentsMatchDecides(String flag, String context, String variant) {
    assertEquals(variant, files.variant(flag, context));
  }

  @Test
  void sharesAreAsLargeAsThere() {
    assertEquals(200, files.share("banner", "on", "targetingKey"), 50);
  }

  @Test
  void whatIsNotTheSameIsToldWithItsPlace() {
    assertEquals(
        List.of(
            "search /segments/2/constraints/0",
            "search /flags/0/rules/1/distributions",
            "banner /flags/1/rollouts/1/threshold/percentage",
            "theme /flags/2/variants"),
        files.notes(TranslationNote.Kind.CHANGED));
    assertEquals(List.of("search /flags/0/name"), files.notes(TranslationNote.Kind.LOST));
    assertEquals(
        List.of("mixed /flags/3/variants/0/attachment", "timed /segments/4/constraints/0/type"),
        files.notes(TranslationNote.Kind.LEFT_OUT));
  }

  /** As Flipt's matchesString and matchesNumber do: of what is missing nothing but empty holds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "STRING_COMPARISON_TYPE | neq | x | {} | off",
        "STRING_COMPARISON_TYPE | neq | x | {'p':null} | off",
        "STRING_COMPARISON_TYPE | neq | x | {'p':'y'} | on",
        "STRING_COMPARISON_TYPE | eq | 5 | {'p':5} | on",
        "STRING_COMPARISON_TYPE | empty | | {} | on",
        "STRING_COMPARISON_TYPE | notempty | | {} | off",
        "STRING_COMPARISON_TYPE | prefix | ab | {'p':'abc'} | on",
        "STRING_COMPARISON_TYPE | suffix | bc | {'p':'abc'} | on",
        "STRING_COMPARISON_TYPE | contains | b | {'p':'abc'} | on",
        "STRING_COMPARISON_TYPE | notcontains | b | {} | off",
        "STRING_COMPARISON_TYPE | isnotoneof | [\"a\"] | {'p':'b'} | on",
        "STRING_COMPARISON_TYPE | isnotoneof | [\"a\"] | {} | off",
        "NUMBER_COMPARISON_TYPE | lt | 5 | {} | off",
        "NUMBER_COMPARISON_TYPE | lt | 5 | {'p':'4'} | on",
        "NUMBER_COMPARISON_TYPE | neq | 5 | {'p':'abc'} | GENERAL",
        "NUMBER_COMPARISON_TYPE | neq | 5 | {'p':4} | on",
        "NUMBER_COMPARISON_TYPE | isoneof | [1,2] | {'p':2} | on",
        "NUMBER_COMPARISON_TYPE | isnotoneof | [1,2] | {'p':3} | on",
        "NUMBER_COMPARISON_TYPE | present | | {'p':3} | on",
        "BOOLEAN_COMPARISON_TYPE | true | | {'p':true} | on",
        "BOOLEAN_COMPARISON_TYPE | true | | {'p':'T'} | on",
        "BOOLEAN_COMPARISON_TYPE | false | | {} | off",
        "BOOLEAN_COMPARISON_TYPE | notpresent | | {} | on",
      })
  void aConstraintHoldsWhereItHoldsThere(
      String type, String operator, String value, String context, String result) {
    String text =
        """
        version: "1.2"
        flags:
          - {key: f, type: BOOLEAN_FLAG_TYPE, enabled: false, rollouts: [{segment: {key: s, value: true}}]}
        segments:
          - key: s
            constraints: [{type: %s, property: p, operator: '%s', value: '%s'}]
        """
            .formatted(type, operator, value == null ? "" : value);
    Files one = Files.of(ForeignFormat.FLIPT, text);
    assertEquals(List.of(), one.notes(TranslationNote.Kind.LEFT_OUT));
    assertEquals(result, one.variant("f", context));
  }
}

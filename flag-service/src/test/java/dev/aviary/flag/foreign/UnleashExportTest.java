package dev.aviary.flag.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnleashExportTest {
  private static final String EXPORT =
      """
      {"features": [
         {"name": "checkout", "description": "the new way to pay", "type": "release", "project": "shop", "impressionData": true},
         {"name": "bare", "type": "release"},
         {"name": "resting", "type": "release"},
         {"name": "chance", "type": "release"},
         {"name": "network", "type": "release"},
         {"name": "segmented", "type": "release"},
         {"name": "experiment", "type": "experiment"},
         {"name": "off", "type": "kill-switch"}],
       "featureEnvironments": [
         {"name": "checkout", "featureName": "checkout", "environment": "production", "enabled": true},
         {"name": "bare", "featureName": "bare", "environment": "production", "enabled": true},
         {"name": "resting", "featureName": "resting", "environment": "production", "enabled": true},
         {"name": "chance", "featureName": "chance", "environment": "production", "enabled": true},
         {"name": "network", "featureName": "network", "environment": "production", "enabled": true},
         {"name": "segmented", "featureName": "segmented", "environment": "production", "enabled": true},
         {"name": "experiment", "featureName": "experiment", "environment": "production", "enabled": true,
          "variants": [{"name": "a", "weight": 1000}]},
         {"name": "off", "featureName": "off", "environment": "production", "enabled": false}],
       "featureStrategies": [
         {"name": "userWithId", "featureName": "checkout", "parameters": {"userIds": "ann, bob"}},
         {"name": "flexibleRollout", "featureName": "checkout",
          "parameters": {"rollout": "40", "stickiness": "userId", "groupId": "checkout"},
          "constraints": [{"contextName": "country", "operator": "IN", "values": ["AT", "FR"]},
                          {"contextName": "age", "operator": "NUM_GTE", "value": "18"},
                          {"contextName": "currentTime", "operator": "DATE_AFTER", "value": "2026-01-01T00:00:00Z"}]},
         {"name": "default", "featureName": "resting", "disabled": true},
         {"name": "flexibleRollout", "featureName": "chance", "parameters": {"rollout": "50", "stickiness": "random"}},
         {"name": "remoteAddress", "featureName": "network", "parameters": {"IPs": "10.0.0.1"}},
         {"name": "default", "featureName": "segmented", "segments": [3]},
         {"name": "default", "featureName": "off"}],
       "segments": [{"id": 3, "name": "testers"}], "tagTypes": []}
      """;

  private final Files files = Files.of(ForeignFormat.UNLEASH, EXPORT);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "checkout | {'targetingKey':'ann'} | on",
        "checkout | {'targetingKey':'cat'} | off",
        "checkout | {} | off",
        "bare | {} | on",
        "resting | {} | off",
        "off | {} | default",
      })
  void oneStrategyIsEnough(String flag, String context, String variant) {
    assertEquals(variant, files.variant(flag, context));
  }

  @Test
  void whatIsNotTheSameIsToldWithItsPlace() {
    assertEquals(
        List.of(
            "checkout /featureStrategies/1/constraints/1",
            "checkout /featureStrategies/1/constraints/2",
            "checkout /featureStrategies/1/parameters/rollout",
            "off /featureEnvironments/7/enabled"),
        files.notes(TranslationNote.Kind.CHANGED));
    assertEquals(
        List.of(
            "checkout /features/0/impressionData",
            "checkout /features/0/project",
            "resting /featureStrategies/2"),
        files.notes(TranslationNote.Kind.LOST));
    assertEquals(
        List.of(
            "chance /featureStrategies/3/parameters/rollout",
            "network /featureStrategies/4/name",
            "segmented /featureStrategies/5/segments",
            "experiment /featureEnvironments/6/variants"),
        files.notes(TranslationNote.Kind.LEFT_OUT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'operator':'NOT_IN','values':['x'] | {} | on",
        "'operator':'NOT_IN','values':['x'] | {'p':null} | on",
        "'operator':'IN','values':['5'] | {'p':5} | on",
        "'operator':'IN','values':[] | {'p':'x'} | off",
        "'operator':'IN','values':['x'],'inverted':true | {'p':'x'} | off",
        "'operator':'STR_CONTAINS','values':['b'] | {'p':'abc'} | on",
        "'operator':'STR_STARTS_WITH','values':['b','a'] | {'p':'abc'} | on",
        "'operator':'STR_ENDS_WITH','values':['x'],'inverted':true | {} | on",
        "'operator':'NUM_LT','value':'5' | {} | off",
        "'operator':'NUM_LT','value':'5' | {'p':'4'} | on",
        "'operator':'NUM_EQ','value':'5' | {'p':'x'} | GENERAL",
        "'operator':'SEMVER_GT','value':'1.2.0' | {'p':'1.10.0'} | on",
        "'operator':'SEMVER_GT','value':'1.2.0' | {} | off",
      })
  void aConstraintHoldsWhereItHoldsThere(String constraint, String context, String result) {
    Files one = Files.of(ForeignFormat.UNLEASH, client(constraint));
    assertEquals(List.of(), one.notes(TranslationNote.Kind.LEFT_OUT));
    assertEquals(result, one.variant("f", context));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'operator':'STR_CONTAINS','values':['b'],'caseInsensitive':true | caseInsensitive",
        "'operator':'REGEX','value':'b' | operator",
        "'operator':'NUM_LT','value':'five' | value",
        "'operator':'DATE_AFTER','value':'2026-01-01T00:00:00Z' | contextName",
      })
  void whatCannotBeExpressedLeavesTheFlagOut(String constraint, String member) {
    assertEquals(
        List.of("f /features/0/strategies/0/constraints/0/" + member),
        Files.of(ForeignFormat.UNLEASH, client(constraint)).notes(TranslationNote.Kind.LEFT_OUT));
  }

  @Test
  void theClientApiHasTheConstraintsOfSegments() {
    String text =
        "{\"version\":2,\"features\":[{\"name\":\"f\",\"enabled\":true,\"strategies\":[{\"name\":\"default\",\"segments\":[1]}]}],"
            + "\"segments\":[{\"id\":1,\"constraints\":[{\"contextName\":\"userId\",\"operator\":\"IN\",\"values\":[\"ann\"]}]}]}";
    Files one = Files.of(ForeignFormat.UNLEASH, text);
    assertEquals("on", one.variant("f", "{'targetingKey':'ann'}"));
    assertEquals("off", one.variant("f", "{}"));
  }

  private static String client(String constraint) {
    return ("{'version':2,'features':[{'name':'f','enabled':true,'strategies':[{'name':'default','constraints':[{'contextName':'p',"
            + constraint
            + "}]}]}]}")
        .replace('\'', '"');
  }
}

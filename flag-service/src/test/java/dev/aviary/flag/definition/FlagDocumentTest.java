package dev.aviary.flag.definition;

import static dev.aviary.flag.definition.Documents.faults;
import static dev.aviary.flag.definition.Documents.flag;
import static dev.aviary.flag.definition.Documents.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.store.FlagKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlagDocumentTest {
  private static final String VARIANTS = "'state':'ENABLED','variants':{'a':1.50,'b':2}";

  @Test
  void aDefinitionComesBackAsItWasWritten() {
    String text =
        "{'variants':{'b':10.0,'a':1},'state':'DISABLED','defaultVariant':null,'targeting':{'if':[true,'a']},"
            + "'metadata':{'team':'x'},'$comment':['kept']}";
    assertEquals(json(text).toString(), flag(text).json().toString());
  }

  @Test
  void whatLiesInRedisTodayIsRead() {
    FlagDocument document =
        flag(
            "{'state':'ENABLED','variants':{'on':true,'off':false},'defaultVariant':'on',"
                + "'metadata':{'description':'the new page'},"
                + "'changed':{'revision':3,'at':'2026-01-02T03:04:05Z','by':'api'}}");
    assertEquals(Optional.of("on"), document.definition().defaultVariant());
    assertEquals(null, document.json().get("changed"));
  }

  @Test
  void extrasAreReadAndWritten() {
    String text =
        "{"
            + VARIANTS
            + ",'aviary':{'description':'d','owner':'o','tags':['x','y'],'expires':'2027-01-01T00:00:00Z',"
            + "'prerequisites':[{'flag':'other','variant':'on'}],"
            + "'schedule':{'onFrom':'2026-01-01T00:00:00Z','offFrom':'2026-02-01T00:00:00Z',"
            + "'ramp':{'variant':'a','from':0,'to':50,'start':'2026-01-01T00:00:00Z','end':'2026-01-08T00:00:00Z'}},"
            + "'kill':{'until':'2026-01-02T00:00:00Z','variant':'b'}}}";
    FlagDocument document = flag(text);
    assertEquals(json(text), document.json());
    assertEquals(
        List.of(new Prerequisite(new FlagKey("other"), "on")), document.extras().prerequisites());
    assertEquals(
        Optional.of(new Kill(Instant.parse("2026-01-02T00:00:00Z"), Optional.of("b"))),
        document.extras().kill());
  }

  @Test
  void aTimeWithAnotherOffsetIsTheSameTime() {
    FlagDocument document =
        flag("{" + VARIANTS + ",'aviary':{'expires':'2026-01-01T02:00:00+02:00'}}");
    assertEquals(Optional.of(Instant.parse("2026-01-01T00:00:00Z")), document.extras().expires());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{} | /state: is missing: give ENABLED or DISABLED",
        "{} | /variants: is missing: name at least one value",
        "{'state':'on','variants':{'a':1}} | /state: 'on' is unknown: give ENABLED or DISABLED",
        "{'state':1,'variants':{'a':1}} | /state: is not a string",
        "{'state':'ENABLED','variants':{}} | /variants: has no value: name at least one",
        "{'state':'ENABLED','variants':{'a':1,'b':'x'}} | /variants/b: has another type than the first variant; a flag has one type",
        "{'state':'ENABLED','variants':{'a':[1]}} | /variants/a: is neither a boolean, a string, a number nor an object",
        "{'state':'ENABLED','variants':{'a':9007199254740993}} | /variants/a: is beyond 2^53-1, which no client reads without loss",
        "{'state':'ENABLED','variants':{'a':1},'defaultVariant':'c'} | /defaultVariant: 'c' is not one of the variants",
        "{'state':'ENABLED','variants':{'a':1},'targeting':[1]} | /targeting: is not an object",
        "{'state':'ENABLED','variants':{'a':1},'metadata':{'m':[1]}} | /metadata/m: is neither a string, a number nor a boolean",
        "{'state':'ENABLED','variants':{'a':1},'aviary':{'expires':'soon'}} | /aviary/expires: is not a time by ISO 8601 with its offset, as 2026-11-24T15:00:00Z",
        "{'state':'ENABLED','variants':{'a':1},'aviary':{'kill':{}}} | /aviary/kill/until: is missing",
        "{'state':'ENABLED','variants':{'a':1},'aviary':{'kill':{'until':'2026-01-02T00:00:00Z','variant':'z'}}} | /aviary/kill/variant: 'z' is not one of the variants",
        "{'state':'ENABLED','variants':{'a':1},'aviary':{'tags':['x',1]}} | /aviary/tags: holds something that is not a text, at 1",
        "{'state':'ENABLED','variants':{'a':1},'aviary':{'prerequisites':[{'flag':'a b','variant':'on'}]}} | /aviary/prerequisites/0/flag: 'a b' cannot be a flag's key",
        "{'state':'ENABLED','variants':{'a':1},'aviary':{'prerequisites':[5]}} | /aviary/prerequisites/0: is not an object",
        "{'state':'ENABLED','variants':{'a':1},'aviary':{'schedule':{'onFrom':'2026-01-02T00:00:00Z','offFrom':'2026-01-02T00:00:00Z'}}} | /aviary/schedule/offFrom: is not after onFrom",
        "{'state':'ENABLED','variants':{'a':1},'aviary':{'schedule':{'ramp':{'variant':'a','from':0,'to':101,'start':'2026-01-02T00:00:00Z','end':'2026-01-03T00:00:00Z'}}}} | /aviary/schedule/ramp/to: is not a percentage from 0 to 100",
        "{'state':'ENABLED','variants':{'a':1},'aviary':{'schedule':{'ramp':{'variant':'a','from':0,'to':1,'start':'2026-01-03T00:00:00Z','end':'2026-01-03T00:00:00Z'}}}} | /aviary/schedule/ramp/end: is not after start",
        "[] | a flag is an object",
      })
  void whatIsWrongIsToldWithItsPlace(String text, String fault) {
    List<String> faults = faults(FlagDocument.read(json(text)));
    assertEquals(true, faults.contains(fault), faults.toString());
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertEquals(
        4,
        faults(
                FlagDocument.read(
                    json("{'variants':{'a':null},'metadata':{'x':{}},'aviary':{'colour':'red'}}")))
            .size());
  }

  @Test
  void aWrongDefinitionCannotBeMade() {
    assertThrows(IllegalArgumentException.class, () -> new Definition(ObjectNode.EMPTY));
  }

  @Test
  void aSwitchHasItsTwoVariants() {
    assertEquals(Optional.of("off"), Definition.switched(false).defaultVariant());
  }
}

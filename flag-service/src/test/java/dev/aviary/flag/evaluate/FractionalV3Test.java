package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.hash.Sha256;
import dev.aviary.flag.definition.Documents;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.definition.Reading;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.store.FlagKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FractionalV3Test {
  private static final String SUITS =
      "'variants':{'clubs':1,'diamonds':2,'hearts':3,'spades':4},'defaultVariant':'clubs'";
  private static final String SPLIT = "['clubs',25],['diamonds',25],['hearts',25],['spades',25]]}";

  static Stream<String> vectors() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            FractionalV3Test.class.getResourceAsStream("/fractional-v3/vectors.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines().filter(line -> !line.startsWith("#")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void thePublishedVectorsHold(String line) throws Exception {
    String[] parts = line.split(" ", 2);
    Json input = JsonReader.parse(parts[1]);
    ObjectNode context = ObjectNode.EMPTY.with("input", input);
    assertEquals(
        "b" + parts[0],
        variant(twentyFive("{'var':'input'}", 3), Context.of(context)),
        parts[1] + " is " + hex(input));
  }

  @ParameterizedTest
  @CsvSource({"jack, diamonds", "queen, diamonds", "ten, clubs", "nine, clubs", "3, spades"})
  void aTextFallsIntoAnotherShareThanByVersionTwo(String name, String suit) {
    String rule = "{'fractional':[{'cat':[{'var':'$flagd.flagKey'},{'var':'name'}]}," + SPLIT;
    Ruleset rules =
        rules("'metadata':{'fractionalVersion':3},", "'fractional-flag':" + flag(SUITS, rule));
    assertTrue(
        Evaluations.of(rules, "fractional-flag", "{'name':'" + name + "'}", 0)
            .startsWith("TARGETING_MATCH " + suit));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'targetingKey':'jon@company.com'} | tails",
        "{'targetingKey':'jane@company.com'} | tails",
        "{'targetingKey':'user-1'} | heads",
        "{'targetingKey':'user-2'} | tails",
        "{'targetingKey':'user-3'} | heads",
        "{'irrelevant':'none'} | draw",
        "{'targetingKey':12345} | draw",
        "{'targetingKey':true} | draw",
      })
  void withoutAKeyTheFlagsAndTheTargetingKeyAreHashedAsAList(String context, String side) {
    String coin = "'variants':{'heads':1,'tails':2,'draw':3},'defaultVariant':'draw'";
    String rule = "{'fractional':[['heads'],['tails',1]]}";
    Ruleset rules =
        rules(
            "'metadata':{'fractionalVersion':3},",
            "'fractional-flag-shorthand':" + flag(coin, rule));
    assertTrue(
        Evaluations.of(rules, "fractional-flag-shorthand", context, 0).contains(" " + side + " "));
  }

  @Test
  void aNumberIsNoKeyUntilASetOfFlagsSaysVersionThree() {
    Context seven = Evaluations.context("{'input':7}");
    assertEquals("null", variant(twentyFive("{'var':'input'}", 2), seven));
    assertTrue(variant(twentyFive("{'var':'input'}", 3), seven).startsWith("b"));
    assertTrue(variant(twentyFive("7", 3), Context.EMPTY).startsWith("b"));
    assertEquals("null", variant(twentyFive("null", 3), Context.EMPTY));
    assertEquals("null", variant(twentyFive("{'var':'input'}", 3), Context.EMPTY));
  }

  @Test
  void aFlagsOwnMetadataGoesBeforeThatOfTheSet() {
    String rule = "{'fractional':[{'var':'by'}," + SPLIT;
    String own = SUITS + ",'metadata':{'fractionalVersion':3}";
    Ruleset rules = rules("", "'old':" + flag(SUITS, rule) + ",'new':" + flag(own, rule));
    assertTrue(Evaluations.of(rules, "old", "{'by':7}", 0).startsWith("DEFAULT"));
    assertTrue(Evaluations.of(rules, "new", "{'by':7}", 0).startsWith("TARGETING_MATCH"));
  }

  @Test
  void aSharedEvaluatorCountsByTheVersionOfTheFlagThatRefersToIt() {
    String own = SUITS + ",'metadata':{'fractionalVersion':3}";
    String refer = "{'$ref':'split'}";
    Ruleset rules =
        rules(
            "'$evaluators':{'split':{'fractional':[{'var':'by'}," + SPLIT + "},",
            "'old':" + flag(SUITS, refer) + ",'new':" + flag(own, refer));
    assertTrue(Evaluations.of(rules, "old", "{'by':7}", 0).startsWith("DEFAULT"));
    assertTrue(Evaluations.of(rules, "new", "{'by':7}", 0).startsWith("TARGETING_MATCH"));
  }

  /** An answer is taken for unchanged when the digest is the same. */
  @Test
  void numbersThatTheTagOfAnAnswerTakesForOneFallIntoOneShare() {
    List<List<String>> alike =
        List.of(
            List.of("9007199254740993", "9007199254740992", "9007199254740992.0"),
            List.of("1", "1.0", "10e-1"),
            List.of("0", "-0", "0.0", "-0.0"),
            List.of("{'a':1,'b':2}", "{'b':2.0,'a':1e0}"));
    for (List<String> texts : alike) {
      assertEquals(1, texts.stream().map(FractionalV3Test::digest).distinct().count(), texts + "");
      assertEquals(
          1, texts.stream().map(text -> hex(Documents.json(text))).distinct().count(), texts + "");
    }
  }

  @Test
  void anExplanationHasTheBytesThatWereHashed() {
    Explanation explanation =
        twentyFive("{'var':'input'}", 3)
            .explain(new FlagKey("flag"), Evaluations.context("{'input':{'b':2.5,'a':-1}}"), 0);
    ExplanationStep.Bucketing step =
        explanation.steps().stream()
            .filter(ExplanationStep.Bucketing.class::isInstance)
            .map(ExplanationStep.Bucketing.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals("{\"b\":2.5,\"a\":-1}", step.hashInput());
    assertEquals("a2616120616" + "2f94100", step.cbor());
    byte[] bytes = HexFormat.of().parseHex(Objects.requireNonNull(step.cbor()));
    assertEquals(Fractional.hash(bytes), step.hash());
  }

  @Test
  void aKeyOfManyPartsTakesSteps() {
    String items = IntStream.range(0, 9_000).mapToObj(i -> "1").collect(Collectors.joining(","));
    String once = "{'fractional':[{'var':'by'}," + SPLIT;
    String often =
        IntStream.range(0, 20)
            .mapToObj(i -> once)
            .collect(Collectors.joining(",", "{'cat':[", "]}"));
    Ruleset rules =
        rules(
            "'metadata':{'fractionalVersion':3},",
            "'once':" + flag(SUITS, once) + ",'often':" + flag(SUITS, often));
    String context = "{'by':{'a':[" + items + "]}}";
    assertTrue(Evaluations.of(rules, "once", context, 0).startsWith("TARGETING_MATCH"));
    assertEquals("GENERAL", Evaluations.of(rules, "often", context, 0));
  }

  @Test
  void anotherVersionIsRefusedWithItsPlace() {
    for (String value : List.of("1", "4", "2.5", "'v3'", "true")) {
      var reading =
          FlagFile.read(
              Documents.json("{'flags':{},'metadata':{'fractionalVersion':" + value + "}}"));
      assertTrue(
          reading instanceof Reading.Faulty<FlagFile> refused
              && refused.faults().getFirst().pointer().text().equals("/metadata/fractionalVersion"),
          value);
    }
  }

  private static String hex(Json json) {
    return HexFormat.of().formatHex(Cbor.of(json));
  }

  private static String digest(String json) {
    var digest = Sha256.begin();
    Context.of(ObjectNode.EMPTY.with("input", Documents.json(json))).addTo(digest);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String variant(Ruleset rules, Context context) {
    return rules.evaluate(new FlagKey("flag"), context, 0) instanceof Evaluation.Resolved resolved
        ? String.valueOf(resolved.variant())
        : "failed";
  }

  private static Ruleset twentyFive(String key, int version) {
    String shares =
        IntStream.rangeClosed(1, 25)
            .mapToObj(i -> "['b" + i + "',4]")
            .collect(Collectors.joining(","));
    String variants =
        IntStream.rangeClosed(1, 25)
            .mapToObj(i -> "'b" + i + "':" + i)
            .collect(Collectors.joining(","));
    return rules(
        "'metadata':{'fractionalVersion':" + version + "},",
        "'flag':"
            + flag("'variants':{" + variants + "}", "{'fractional':[" + key + "," + shares + "]}"));
  }

  private static String flag(String members, String rule) {
    return "{'state':'ENABLED'," + members + ",'targeting':" + rule + "}";
  }

  private static Ruleset rules(String shared, String flags) {
    FlagFile file = Documents.file("{" + shared + "'flags':{" + flags + "}}");
    return Ruleset.of(1, file.flags(), file.shared());
  }
}

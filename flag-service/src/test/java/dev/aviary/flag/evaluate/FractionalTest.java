package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.store.FlagKey;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FractionalTest {
  private static final String SUITS =
      "{'fractional-flag':{'state':'ENABLED','variants':{'clubs':1,'diamonds':2,'hearts':3,'spades':4},"
          + "'defaultVariant':'clubs','targeting':{'fractional':[{'cat':[{'var':'$flagd.flagKey'},{'var':'user.name'}]},"
          + "['clubs',25],['diamonds',25],['hearts',25],['spades',25]]}}}";

  /** Published for version 2 of the operator. */
  @ParameterizedTest
  @CsvSource({"'jack', hearts", "'queen', spades", "'ten', clubs", "'nine', diamonds", "3, clubs"})
  void thePublishedVectorsHold(String name, String suit) {
    String quoted = name.equals("3") ? name : "'" + name + "'";
    assertTrue(
        Evaluations.of(
                Evaluations.rules(SUITS), "fractional-flag", "{'user':{'name':" + quoted + "}}", 0)
            .startsWith("TARGETING_MATCH " + suit));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'fractional':[['x',1]]} | {'targetingKey':'u'} | x",
        "{'fractional':[['x',1]]} | {} | default",
        "{'fractional':[['x',1]]} | {'targetingKey':''} | default",
        "{'fractional':[['x',1]]} | {'targetingKey':7} | x",
        "{'fractional':[['x']]} | {'targetingKey':'u'} | x",
        "{'fractional':['',['x',1]]} | {} | x",
        "{'fractional':[{'var':'by'},['x',1]]} | {'by':'b'} | x",
        "{'fractional':[{'var':'by'},['x',1]]} | {'targetingKey':'u'} | default",
        "{'fractional':[['x',0]]} | {'targetingKey':'u'} | default",
        "{'fractional':[['x',-5],['y',1]]} | {'targetingKey':'u'} | y",
        "{'fractional':[['x',1.5]]} | {'targetingKey':'u'} | default",
        "{'fractional':[['x','1']]} | {'targetingKey':'u'} | default",
        "{'fractional':[['x',2147483647]]} | {'targetingKey':'u'} | x",
        "{'fractional':[['x',2147483647],['y',1]]} | {'targetingKey':'u'} | default",
        "{'fractional':[[null,1]]} | {'targetingKey':'u'} | default",
        "{'fractional':[[['x'],1]]} | {'targetingKey':'u'} | default",
        "{'fractional':[['x',1,2]]} | {'targetingKey':'u'} | default",
        "{'fractional':[[{'if':[{'var':'vip'},'gold','x']},1]]} | {'targetingKey':'u','vip':true} | gold",
        "{'fractional':[['x',{'var':'weight'}],['y',{'-':[1,{'var':'weight'}]}]]} | {'targetingKey':'u','weight':1} | x",
        "{'some':[[1],{'fractional':['by',['x',1]]}]} | {'targetingKey':'u'} | false",
      })
  void sharesAreTakenOrGiveNothing(String rule, String context, String result) {
    assertEquals(result, Evaluations.result(rule, context));
  }

  /** Computed with the reference implementation. */
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "a, 1009084850",
    "ab, 2613040991",
    "abc, 3017643002",
    "abcd, 1139631978",
    "hello, 613153351",
    "'hello, world', 345750399"
  })
  void theHashIsMurmurs(String text, long hash) {
    assertEquals(hash, Fractional.hash(text));
  }

  @Test
  void theHashIsOfUtf8WhateverTheTextIsMadeOf() {
    var random = new Random(5);
    for (int i = 0; i < 5_000; i++) {
      String text =
          random
              .ints(random.nextInt(9), 1, 0x11000)
              .filter(each -> each < 0xD800 || each > 0xDFFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertEquals(reference(bytes), Fractional.hash(text), text);
    }
  }

  @Test
  void sharesAreAsLargeAsTheirWeights() {
    Ruleset rules =
        Evaluations.rules(
            "{'f':{'state':'ENABLED','variants':{'x':1,'y':2},'targeting':{'fractional':[['x',10],['y',90]]}}}");
    int given = 0;
    for (int i = 0; i < 20_000; i++) {
      given +=
          Evaluations.of(rules, "f", "{'targetingKey':'user-" + i + "'}", 0).contains(" x ")
              ? 1
              : 0;
    }
    assertEquals(2000, given, 150);
  }

  @Test
  void anExplanationHasTheHashInputTheBucketAndTheThreshold() {
    Explanation explanation =
        Evaluations.rules(SUITS)
            .explain(
                new FlagKey("fractional-flag"), Evaluations.context("{'user':{'name':'jack'}}"), 0);
    ExplanationStep.Bucketing bucketing =
        explanation.steps().stream()
            .filter(ExplanationStep.Bucketing.class::isInstance)
            .map(ExplanationStep.Bucketing.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals("/targeting/fractional", bucketing.pointer().text());
    assertEquals("fractional-flagjack", bucketing.hashInput());
    assertEquals(Fractional.hash("fractional-flagjack"), bucketing.hash());
    assertEquals(100, bucketing.total());
    assertEquals(75, bucketing.threshold());
    assertTrue(bucketing.bucket() >= 50 && bucketing.bucket() < 75);
    assertEquals(4, bucketing.shares().size());
  }

  /** MurmurHash3 x86 32 over bytes, written down once more. */
  private static long reference(byte[] bytes) {
    int hash = 0;
    for (int at = 0; at < bytes.length; at += 4) {
      int block = 0;
      for (int i = Math.min(4, bytes.length - at) - 1; i >= 0; i--) {
        block = (block << 8) | (bytes[at + i] & 0xff);
      }
      int mixed = Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
      hash ^= mixed;
      if (at + 4 <= bytes.length) {
        hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
      }
    }
    hash ^= bytes.length;
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return Integer.toUnsignedLong(hash ^ (hash >>> 16));
  }
}

package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.aviary.flag.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContextTest {

  @Test
  void contextsThatRulesAnswerAlikeAreOne() {
    assertEquals(
        digest("{'b':[1.0,{'z':1e1,'y':null}],'a':'x','c':-0}"),
        digest("{'c':0,'a':'x','b':[1,{'y':null,'z':10}]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'a':'1'} | {'a':1}",
        "{'a':1} | {'a':1,'b':null}",
        "{'a':['x','y']} | {'a':['xy']}",
        "{'a':[],'b':[]} | {'a':['b',[]]}",
        "{'a':[[],[]]} | {'a':[[[]]]}",
        "{'a':true} | {'a':false}",
        "{'a':'\\ud800'} | {'a':'?'}",
        "{'a':'\\ud800'} | {'a':'\\udbff'}",
      })
  void contextsThatDifferAreTwo(String one, String other) {
    assertNotEquals(digest(one), digest(other));
  }

  @Test
  void aContextThatIsLongerThanWhatIsDigestedAtATimeCountsToItsEnd() {
    String list = "'x',".repeat(5_000);
    assertEquals(digest("{'a':[" + list + "1]}"), digest("{'a':[" + list + "1.0]}"));
    assertNotEquals(digest("{'a':[" + list + "1]}"), digest("{'a':[" + list + "2]}"));
  }

  @Test
  void aMemberCanBeSet() {
    assertEquals(Json.NULL, Evaluations.context("{'a':1}").with("b", Json.NULL).get("b"));
  }

  private static String digest(String context) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Evaluations.context(context).addTo(digest);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

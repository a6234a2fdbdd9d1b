package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.aviary.flag.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ContextTest {

  @Test
  void contextsThatRulesAnswerAlikeHaveOneText() {
    Context one = Evaluations.context("{'b':[1.0,{'z':1e1,'y':null}],'a':'x'}");
    Context other = Evaluations.context("{'a':'x','b':[1,{'y':null,'z':10}]}");
    assertEquals(
        "{\"a\":\"x\",\"b\":[1,{\"y\":null,\"z\":10}]}",
        new String(one.canonical(), StandardCharsets.UTF_8));
    assertEquals(one.digest(), other.digest());
    assertEquals(64, one.digest().length());
  }

  @Test
  void contextsThatDifferHaveTwo() {
    Context one = Evaluations.context("{'a':'1'}");
    assertNotEquals(one.digest(), Evaluations.context("{'a':1}").digest());
    assertNotEquals(one.digest(), one.with("b", Json.NULL).digest());
    assertEquals(Json.NULL, one.with("b", Json.NULL).get("b"));
  }
}

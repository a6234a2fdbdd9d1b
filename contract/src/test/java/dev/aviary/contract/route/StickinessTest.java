package dev.aviary.contract.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.BadValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StickinessTest {

  @ParameterizedTest
  @ValueSource(strings = {"none", "cookie", "header:x-user"})
  void whatIsReadIsWrittenTheSame(String text) {
    assertEquals(text, Stickiness.parse(text).toString());
  }

  @Test
  void theNameOfAFieldHasNoCase() {
    assertEquals(Stickiness.header("x-user"), Stickiness.parse("header: X-User"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ip", "Cookie", "header", "header:", "header:a b", "header:a:b"})
  void anythingElseIsRefusedInWordsThatHelp(String text) {
    var refusal = assertThrows(BadValueException.class, () -> Stickiness.parse(text));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("stickiness"), refusal.toString());
  }
}

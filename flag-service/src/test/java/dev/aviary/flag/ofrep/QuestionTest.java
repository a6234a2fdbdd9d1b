package dev.aviary.flag.ofrep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class QuestionTest {
  private static final Question TOO_MANY =
      new Question.Invalid(
          "INVALID_CONTEXT", "send a smaller context: it has more than 10,000 values");

  @Test
  void aContextOfVeryManySmallValuesIsRefused() {
    assertEquals(TOO_MANY, asked("{\"context\":{\"a\":[" + "1,".repeat(490_000) + "1]}}"));
    assertEquals(TOO_MANY, asked("{\"context\":{\"a\":[" + "[],".repeat(10_000) + "1]}}"));
  }

  @Test
  void aContextOfManyValuesIsTaken() {
    String most = "{\"context\":{\"a\":[" + "1,".repeat(9_996) + "1]}}";
    assertInstanceOf(Question.Asked.class, asked(most));
    assertEquals(TOO_MANY, asked(most.replace("[1,", "[1,1,")));
  }

  private static Question asked(String body) {
    return Question.of(body.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.aviary.monitor.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each product is sent, byte for byte. */
final class ChatTextTest {
  private static final Wire WIRE = Wire.standalone();

  @ParameterizedTest
  @EnumSource(MessageForm.class)
  void theGoldenTextOf(MessageForm form) {
    Message message =
        message(
            "shop: canary withdrawn, CPU at 98 % of <b> & *more*_",
            """
            The canary of shop was taken out.
            if (a < b && c > d) <!channel> <https://evil.example|click> @here
            ``` no end of the block ```
            """);
    assertEquals(expected(form.id() + ".json"), form.body(message, WIRE) + "\n");
  }

  @Test
  void aLongTextIsCutAtALineWithinTheLimitOfTheProduct() {
    Message message = message("long", ("<&>".repeat(30) + "\n").repeat(400));
    String slack = ChatText.slack(message).text();
    String mattermost = ChatText.mattermost(message).text();
    String discord = ChatText.discord(message).content();
    assertWhole(slack, ChatText.SLACK_MOST);
    assertWhole(mattermost, ChatText.MATTERMOST_MOST);
    assertWhole(discord, ChatText.DISCORD_MOST);
    assertFalse(slack.replaceAll("&(amp|lt|gt);", "").contains("&"), "half an entity");
  }

  @Test
  void aLongLineAndALongTitleAreCutAndNoCharacterIsHalved() {
    Message message = message("🐦".repeat(500), "🐦".repeat(5_000));
    for (String text :
        new String[] {
          ChatText.slack(message).text(),
          ChatText.mattermost(message).text(),
          ChatText.discord(message).content()
        }) {
      assertTrue(text.length() <= ChatText.DISCORD_MOST, text.length() + "");
      assertFalse(StandardCharsets.UTF_8.newEncoder().canEncode(text) == false, "half a character");
      assertTrue(text.contains("🐦…"), text);
    }
  }

  private static void assertWhole(String text, int most) {
    assertTrue(text.length() <= most, text.length() + " of " + most);
    assertTrue(text.length() > most - 400, text.length() + " of " + most);
    assertTrue(text.endsWith("(cut; the monitor has all of it)\n```"), text);
  }

  private static Message message(String title, String text) {
    return new Message(
        Message.VERSION,
        "aviary-1772373792345-0",
        "canary-withdrawn",
        Instant.parse("2026-03-01T14:03:12.345Z"),
        "aviary",
        "monitor",
        "shop",
        "ab12cd34ef56-1",
        title,
        text,
        null,
        null);
  }

  private static String expected(String name) {
    try (var in = ChatTextTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

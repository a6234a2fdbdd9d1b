package dev.aviary.monitor.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A message as the chats take it: its title in bold, its text as a block of code, so that columns
 * stand and nothing in it is markup, a link or a mention.
 */
final class ChatText {
  /** Slack's own advice for {@code text}; what is longer it may cut or post in parts. */
  static final int SLACK_MOST = 4_000;

  /** Mattermost before 5.0, and where the column was never widened; others take 16,383. */
  static final int MATTERMOST_MOST = 4_000;

  /** Discord answers 400 to more. */
  static final int DISCORD_MOST = 2_000;

  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_LINE = 300;
  private static final String FENCE = "```";
  private static final String CUT = "(cut; the monitor has all of it)";

  /** Stands between two characters that mean something together, and is not seen. */
  private static final String BREAK = "\u200b";

  /** Discord's flag that no link is shown with a preview. */
  private static final int SUPPRESS_EMBEDS = 1 << 2;

  private ChatText() {}

  @Serdeable
  record Slack(
      String text,
      @JsonProperty("unfurl_links") boolean links,
      @JsonProperty("unfurl_media") boolean media) {}

  @Serdeable
  record Mattermost(String text) {}

  @Serdeable
  record Discord(String content, @JsonProperty("allowed_mentions") Mentions mentions, int flags) {}

  /**
   * The mentions that a chat may notify.
   *
   * @param parse kinds of mentions that are looked for in the text
   */
  @Serdeable
  record Mentions(@JsonInclude(JsonInclude.Include.ALWAYS) List<String> parse) {}

  /** Slack has no escape but for its three characters of control. */
  static Slack slack(Message message) {
    UnaryOperator<String> escape =
        text -> text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    String title = "*" + escape.apply(title(message)) + "*";
    return new Slack(whole(title, message.text(), SLACK_MOST, escape), false, false);
  }

  /** Mattermost reads Slack's {@code <!channel>} and {@code <url|text>} too, in code as well. */
  static Mattermost mattermost(Message message) {
    UnaryOperator<String> block = text -> text.replace("<", "<" + BREAK);
    String title = "**" + markdown(title(message)).replace("@", "@" + BREAK) + "**";
    return new Mattermost(whole(title, message.text(), MATTERMOST_MOST, block));
  }

  static Discord discord(Message message) {
    String title = "**" + markdown(title(message)) + "**";
    return new Discord(
        whole(title, message.text(), DISCORD_MOST, UnaryOperator.identity()),
        new Mentions(List.of()),
        SUPPRESS_EMBEDS);
  }

  private static String title(Message message) {
    String line = message.title().replaceAll("\\p{Cntrl}+", " ").strip();
    return "[" + message.instance() + "] " + start(line, LONGEST_TITLE);
  }

  private static String markdown(String text) {
    return text.replaceAll("[\\\\*_~`|<>#\\[\\]()]", "\\\\$0");
  }

  /** Whole lines as long as they fit. */
  private static String whole(String title, String text, int most, UnaryOperator<String> escape) {
    var whole = new StringBuilder(title).append('\n').append(FENCE).append('\n');
    int room = most - FENCE.length() - CUT.length() - 1;
    for (String line : text.strip().lines().toList()) {
      String next =
          escape.apply(start(line.replace(FENCE, "``" + BREAK + "`"), LONGEST_LINE)) + "\n";
      if (whole.length() + next.length() > room) {
        return whole.append(CUT).append('\n').append(FENCE).toString();
      }
      whole.append(next);
    }
    return whole.append(FENCE).toString();
  }

  /** Up to so many characters, and no half of one. */
  private static String start(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, most - 1))) + "…";
  }
}

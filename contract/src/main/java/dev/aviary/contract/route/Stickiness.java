package dev.aviary.contract.route;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What keeps a visitor on one track: nothing, a cookie of the balancer's, or the value of a header
 * field. On the wire {@code none}, {@code cookie} or {@code header:<name>}.
 *
 * @param header the field's name in lower case; empty unless it is a header's value that decides
 */
@Serdeable
public record Stickiness(By by, String header) {
  public static final Stickiness NONE = new Stickiness(By.NONE, "");
  public static final Stickiness COOKIE = new Stickiness(By.COOKIE, "");

  private static final String HEADER = "header:";

  /** A token (RFC 9110, section 5.6.2). */
  private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,64}");

  /** What it goes by. */
  public enum By {
    NONE,
    COOKIE,
    HEADER
  }

  public Stickiness {
    Check.present(by, "stickiness");
    header = header.toLowerCase(Locale.ROOT);
    Check.that(
        by == By.HEADER ? NAME.matcher(header).matches() : header.isEmpty(),
        "stickiness: '" + header + "' is not the name of a header field of up to 64 characters");
  }

  /** The value of this header field decides. */
  public static Stickiness header(String name) {
    return new Stickiness(By.HEADER, name);
  }

  @JsonCreator
  public static Stickiness parse(String text) {
    return switch (text) {
      case "none" -> NONE;
      case "cookie" -> COOKIE;
      default -> {
        Check.that(
            text.startsWith(HEADER),
            "stickiness is '" + text + "'; give none, cookie or header:<name>");
        yield header(text.substring(HEADER.length()).strip());
      }
    };
  }

  @JsonValue
  @Override
  public String toString() {
    return switch (by) {
      case NONE -> "none";
      case COOKIE -> "cookie";
      case HEADER -> HEADER + header;
    };
  }
}

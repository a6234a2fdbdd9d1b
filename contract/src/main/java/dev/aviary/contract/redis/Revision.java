package dev.aviary.contract.redis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of a control write in time: {@code <epoch>:<number>}. The epoch is random and made when
 * the key does not exist, so that lost data is never mistaken for old data.
 */
@Serdeable
public record Revision(String epoch, long number) {
  /** Of a Redis that holds no control key. */
  public static final Revision NONE = new Revision("none", 0);

  private static final Pattern FORM = Pattern.compile("(.+):([0-9]{1,15})");

  public Revision {
    Check.text(epoch, "epoch");
    Check.that(number >= 0, "a revision's number is never negative");
  }

  /**
   * As it stands in Redis; {@link #NONE} when the key is missing.
   *
   * @throws DamagedException when it is no revision
   */
  public static Revision stored(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return NONE;
    }
    try {
      return parse(text);
    } catch (BadValueException e) {
      throw DamagedException.of(Keys.REVISION, e);
    }
  }

  @JsonCreator
  public static Revision parse(String text) {
    Matcher form = FORM.matcher(text);
    Check.that(form.matches(), "a revision is <epoch>:<number>, not '" + text + "'");
    return new Revision(form.group(1), Long.parseLong(form.group(2)));
  }

  /** Whether a balancer that applied this one has applied {@code other} too. */
  public boolean covers(Revision other) {
    return epoch.equals(other.epoch) && number >= other.number;
  }

  @JsonValue
  @Override
  public String toString() {
    return epoch + ":" + number;
  }
}

package dev.aviary.contract.redis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;

/**
 * The place of a control write in time: {@code <epoch>:<number>}. The epoch is random and made when
 * the key does not exist, so that lost data is never mistaken for old data.
 */
@Serdeable
public record Revision(String epoch, long number) {
  /** Of a Redis that holds no control key. */
  public static final Revision NONE = new Revision("none", 0);

  public Revision {
    Check.text(epoch, "epoch");
    Check.that(number >= 0, "a revision's number is never negative");
  }

  @JsonCreator
  public static Revision parse(String text) {
    int colon = text.lastIndexOf(':');
    Check.that(colon > 0, "a revision is <epoch>:<number>, not '" + text + "'");
    return new Revision(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
  }

  /** Whether whoever applied this has applied {@code other} too. */
  public boolean covers(Revision other) {
    return epoch.equals(other.epoch) && number >= other.number;
  }

  @JsonValue
  @Override
  public String toString() {
    return epoch + ":" + number;
  }
}

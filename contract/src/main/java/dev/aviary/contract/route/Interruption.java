package dev.aviary.contract.route;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why an app's public requests are not answered at the moment, though it may well run. */
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Interruption.Maintenance.class, name = "maintenance"),
  @JsonSubTypes.Type(value = Interruption.Pause.class, name = "pause")
})
public sealed interface Interruption {

  /**
   * What takes the place of an interruption that somebody ended. A key that is missing may have
   * been lost; this one says that nothing interrupts.
   */
  Interruption OVER = new Pause(Instant.EPOCH);

  /** What interrupts, if anything does. */
  static @Nullable Interruption present(@Nullable Interruption recorded) {
    return OVER.equals(recorded) ? null : recorded;
  }

  /** When it ends by itself; null: when somebody ends it. */
  @Nullable Instant until();

  /**
   * Visitors are told the owner's message.
   *
   * @param message plain text of up to 2,000 characters; line breaks, but no other control
   *     character
   */
  @Serdeable
  record Maintenance(String message, @Nullable Instant until) implements Interruption {
    public Maintenance {
      Check.text(message, "message");
      Check.that(message.length() <= 2_000, "message has more than 2,000 characters");
      Check.that(
          message.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'),
          "message holds control characters; only line breaks may be in it");
    }
  }

  /** Requests wait for its end. */
  @Serdeable
  record Pause(Instant until) implements Interruption {
    public Pause {
      Check.present(until, "until");
    }
  }
}

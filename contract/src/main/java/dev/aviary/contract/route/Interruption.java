package dev.aviary.contract.route;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of an app's interruption: one that is present, or that it is over. A key that is
 * missing says neither, because it may have been lost.
 */
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Interruption.Maintenance.class, name = "maintenance"),
  @JsonSubTypes.Type(value = Interruption.Pause.class, name = "pause"),
  @JsonSubTypes.Type(value = Interruption.Over.class, name = "over")
})
public sealed interface Interruption {

  /** What interrupts, if anything does. */
  static @Nullable Present present(@Nullable Interruption recorded) {
    return recorded instanceof Present present ? present : null;
  }

  /** The interruption that a stored one means: a pause until 1970 is read as {@link Over}. */
  default Interruption read() {
    return equals(Pause.ENDED) ? new Over() : this;
  }

  /**
   * The form in which it is stored. {@link Over} is stored as a pause until 1970, which versions
   * before it can read (docs/redis-contract.md).
   */
  default Interruption stored() {
    return this instanceof Over ? Pause.ENDED : this;
  }

  /** The app's public requests are not answered at the moment, though the app may run. */
  @Serdeable
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Interruption.Maintenance.class, name = "maintenance"),
    @JsonSubTypes.Type(value = Interruption.Pause.class, name = "pause")
  })
  sealed interface Present extends Interruption {
    /** When it ends by itself; null: when a request ends it. */
    @Nullable Instant until();

    /** Why, for whoever reads the timeline; visitors are not told. Null: none was given. */
    @Nullable String reason();
  }

  /** The last interruption was ended by a request. */
  @Serdeable
  record Over() implements Interruption {}

  /**
   * Visitors are told the owner's message.
   *
   * @param message plain text of up to 2,000 characters; line breaks, but no other control
   *     character
   */
  @Serdeable
  record Maintenance(String message, @Nullable Instant until, @Nullable String reason)
      implements Present {
    public Maintenance {
      Check.text(message, "message");
      Check.that(message.length() <= 2_000, "message has more than 2,000 characters");
      Check.that(
          message.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'),
          "message holds control characters; only line breaks may be in it");
    }

    /** One without a reason. */
    public Maintenance(String message, @Nullable Instant until) {
      this(message, until, null);
    }
  }

  /** Requests wait for its end. */
  @Serdeable
  record Pause(Instant until, @Nullable String reason) implements Present {
    private static final Pause ENDED = new Pause(Instant.EPOCH);

    public Pause {
      Check.present(until, "until");
    }

    /** One without a reason. */
    public Pause(Instant until) {
      this(until, null);
    }
  }
}

package dev.aviary.monitor.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/** The copy of a mail for one recipient, once its whole text was sent. */
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = MailCopy.Taken.class, name = "taken"),
  @JsonSubTypes.Type(value = MailCopy.Unconfirmed.class, name = "unconfirmed")
})
public sealed interface MailCopy {

  /** The mail server has it. */
  @Serdeable
  record Taken() implements MailCopy {}

  /**
   * No answer came to the end of the text: perhaps the server has it, perhaps not.
   *
   * @param attempts how often in a row that was so, 1 or more
   * @param notBefore when it may be sent again, which may give the recipient a second one
   * @param reason why no answer came
   */
  @Serdeable
  record Unconfirmed(int attempts, Instant notBefore, String reason) implements MailCopy {
    public Unconfirmed {
      Check.that(attempts >= 1, "attempts is below 1");
      Check.present(notBefore, "notBefore");
      Check.text(reason, "reason");
    }
  }
}

package dev.aviary.contract.event;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the timeline.
 *
 * @param by the service, person or trigger that did it
 * @param what a past-tense name: {@code canary-withdrawn}
 * @param app the app concerned, if one is
 * @param subject the deployment, release, flag or container concerned, if one is
 * @param why the reason, for a person
 * @param difference what was changed, where the subject is a document; missing means nothing to
 *     show
 */
@Serdeable
public record Event(
    Instant at,
    String by,
    String what,
    @Nullable String app,
    @Nullable String subject,
    @Nullable String why,
    List<Difference> difference) {
  public Event {
    Check.present(at, "at");
    Check.text(by, "by");
    Check.text(what, "what");
    difference = Check.list(difference, "difference");
  }

  /** Of something that is no document. */
  public Event(
      Instant at,
      String by,
      String what,
      @Nullable String app,
      @Nullable String subject,
      @Nullable String why) {
    this(at, by, what, app, subject, why, List.of());
  }
}

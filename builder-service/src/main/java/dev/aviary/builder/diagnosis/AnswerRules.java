package dev.aviary.builder.diagnosis;

import dev.aviary.builder.diagnosis.StartEvidence.Asked;
import dev.aviary.contract.probe.ProbeAnswer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an answer tells that was not the one that the settings want. */
final class AnswerRules {
  static final List<Function<StartEvidence, Optional<String>>> ALL = List.of(AnswerRules::answered);

  private AnswerRules() {}

  private static Optional<String> answered(StartEvidence evidence) {
    Asked asked = evidence.asked();
    ProbeAnswer answer = asked == null ? null : asked.answer();
    return !evidence.ending().running() || asked == null || answer == null
        ? Optional.empty()
        : Optional.ofNullable(said(asked, answer));
  }

  private static @Nullable String said(Asked asked, ProbeAnswer answer) {
    String question = "GET " + asked.path();
    if (answer.wantsHttps()) {
      return "It sends %s to HTTPS (%d to %s), and Aviary speaks HTTP to it: set healthStatus to 200-399, or healthPath to a page that it answers over HTTP."
          .formatted(question, answer.status(), answer.location());
    }
    if (answer.redirects()) {
      return "It sends %s elsewhere (%d to %s): set healthPath to a page that it answers itself, or healthStatus to 200-399."
          .formatted(question, answer.status(), Objects.requireNonNull(answer.location()));
    }
    if (asked.localhost()) {
      return "It answered %d to %s for the host %s and otherwise for localhost, as programs do that take only hosts they know: let it take that host, or set hosts to one that it takes. A server for developers may take no other: start the one for production."
          .formatted(answer.status(), question, asked.host());
    }
    return switch (answer.status()) {
      case 400, 421 ->
          "It answered %d to %s for the host %s, as apps do that take only hosts they know: set hosts to the app's host name, or healthHost to one that it takes."
              .formatted(answer.status(), question, asked.host());
      case 401, 403 ->
          "It shows %s only after a sign-in (%d): set healthPath to a page for everybody, or healthStatus to %d."
              .formatted(question, answer.status(), answer.status());
      case 404, 405, 501 ->
          "It has no page for %s (%d): set healthPath to one that it has, or leave it out; then any answer below 500 counts."
              .formatted(question, answer.status());
      default ->
          answer.status() >= 500
              ? "It answered %d to %s: something that it needs is missing, as its last lines may say."
                  .formatted(answer.status(), question)
              : null;
    };
  }
}

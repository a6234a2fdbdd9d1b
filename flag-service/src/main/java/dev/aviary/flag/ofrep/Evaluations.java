package dev.aviary.flag.ofrep;

import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.evaluate.ErrorCode;
import dev.aviary.flag.evaluate.Evaluation;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.release.FlagCaller;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.trace.EvaluationTrace;
import dev.aviary.flag.usage.Usage;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Answers requests for one flag, in the terms of the protocol. */
@Singleton
final class Evaluations {
  private final Editions editions;
  private final EvaluationMeters meters;
  private final Usage usage;
  private final InstantSource clock;

  Evaluations(Editions editions, EvaluationMeters meters, Usage usage, InstantSource clock) {
    this.editions = editions;
    this.meters = meters;
    this.usage = usage;
    this.clock = clock;
  }

  OfrepAnswer answer(String key, FlagCaller asker, Question question, EvaluationTrace trace) {
    return switch (question) {
      case Question.Invalid(String code, String details) ->
          OfrepAnswer.failure(400, key, code, details);
      case Question.Asked(ObjectNode sent) -> answer(key, asker.in(sent), trace);
    };
  }

  private OfrepAnswer answer(String key, Context context, EvaluationTrace trace) {
    Optional<FlagKey> known = FlagKey.of(key);
    if (known.isEmpty()) {
      return OfrepAnswer.failure(404, key, "FLAG_NOT_FOUND", "no flag can have that key");
    }
    return editions
        .current()
        .map(edition -> answer(edition, known.get(), context, trace))
        .orElseGet(() -> OfrepAnswer.nothingKnown(key));
  }

  private OfrepAnswer answer(Edition edition, FlagKey key, Context context, EvaluationTrace trace) {
    long now = clock.millis();
    Evaluation evaluation = edition.rules().evaluate(key, context, now);
    usage.count(evaluation, now);
    meters.evaluated(1);
    trace.evaluated(evaluation, edition.rules().revision());
    var text = new StringBuilder(256);
    ResultText.write(evaluation, edition.stale(), text);
    return new OfrepAnswer(status(evaluation), text.toString(), null);
  }

  private static int status(Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Resolved _ -> 200;
      case Evaluation.Failed failed -> failed.code() == ErrorCode.FLAG_NOT_FOUND ? 404 : 400;
    };
  }
}

package dev.aviary.flag.ofrep;

import dev.aviary.contract.flag.FlagKey;
import dev.aviary.flag.evaluate.Budget;
import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.evaluate.ErrorCode;
import dev.aviary.flag.evaluate.Evaluation;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.release.Asker;
import dev.aviary.flag.usage.Usage;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers what is asked, in the terms of the protocol. */
@Singleton
final class Evaluations {
  private final Editions editions;
  private final EvaluationMeters meters;
  private final EventStreams streams;
  private final Usage usage;
  private final Given given;
  private final InstantSource clock;

  Evaluations(
      Editions editions,
      EvaluationMeters meters,
      EventStreams streams,
      Usage usage,
      Given given,
      InstantSource clock) {
    this.editions = editions;
    this.meters = meters;
    this.streams = streams;
    this.usage = usage;
    this.given = given;
    this.clock = clock;
  }

  /** One flag. */
  Answer one(String key, Asker asker, Question question) {
    return switch (question) {
      case Question.Refused(String code, String details) ->
          new Answer(400, ResultText.failure(key, code, details), null);
      case Question.Asked asked -> one(key, asker.in(asked.context()));
    };
  }

  private Answer one(String key, Context context) {
    Optional<FlagKey> known = FlagKey.of(key);
    if (known.isEmpty()) {
      String details = "no flag can have that key";
      return new Answer(404, ResultText.failure(key, "FLAG_NOT_FOUND", details), null);
    }
    Edition edition = editions.current();
    long now = clock.millis();
    Evaluation evaluation = edition.rules().evaluate(known.get(), context, now);
    usage.count(evaluation, now);
    meters.evaluated(1);
    var text = new StringBuilder(256);
    ResultText.write(evaluation, edition.stale(), text);
    return new Answer(status(evaluation), text.toString(), null);
  }

  /**
   * All flags, or none of them when the client has what it would get.
   *
   * @param tags what the client has
   * @param configTag what the client was told by an event, or null
   */
  Answer all(Asker asker, Question question, List<String> tags, @Nullable String configTag) {
    return switch (question) {
      case Question.Refused(String code, String details) ->
          new Answer(400, ResultText.failure(null, code, details), null);
      case Question.Asked asked -> all(asker, asker.in(asked.context()), tags, configTag);
    };
  }

  private Answer all(Asker asker, Context context, List<String> tags, @Nullable String configTag) {
    Edition edition = editions.current();
    long now = clock.millis();
    String tag = edition.entityTag(asker, context, now);
    // Whoever was told of another configuration than this one wants to see what there is.
    boolean told = configTag == null || EntityTags.same(configTag, edition.configTag());
    if (told && EntityTags.match(tags, tag)) {
      meters.unchanged();
      if (!given.again(edition, tag, now)) {
        given.first(edition, tag, evaluate(edition, context, now), now);
      }
      return new Answer(304, null, tag);
    }
    List<Evaluation> results = evaluate(edition, context, now);
    given.first(edition, tag, results, now);
    return new Answer(200, write(edition, asker, results), tag);
  }

  /** All flags, within one budget. */
  private List<Evaluation> evaluate(Edition edition, Context context, long now) {
    Ruleset rules = edition.rules();
    Budget budget = new Budget();
    List<Evaluation> results = new ArrayList<>(rules.keys().size());
    for (FlagKey key : rules.keys()) {
      results.add(rules.evaluate(key, context, now, budget));
    }
    meters.evaluated(results.size());
    return results;
  }

  private String write(Edition edition, Asker asker, List<Evaluation> results) {
    var text = new StringBuilder(256 + 160 * results.size()).append("{\"flags\":[");
    String separator = "";
    for (Evaluation each : results) {
      text.append(separator);
      ResultText.write(each, edition.stale(), text);
      separator = ",";
    }
    var metadata =
        edition
            .metadata()
            .with("revision", new Json.Text(Long.toString(edition.rules().revision())));
    return text.append("],\"metadata\":")
        .append(ResultText.marked(metadata, edition.stale()))
        .append(",\"eventStreams\":")
        .append(streams.announce(asker))
        .append('}')
        .toString();
  }

  private static int status(Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Resolved _ -> 200;
      case Evaluation.Failed failed -> failed.code() == ErrorCode.FLAG_NOT_FOUND ? 404 : 400;
    };
  }
}

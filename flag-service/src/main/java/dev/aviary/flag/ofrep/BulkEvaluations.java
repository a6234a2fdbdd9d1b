package dev.aviary.flag.ofrep;

import dev.aviary.flag.evaluate.Budget;
import dev.aviary.flag.evaluate.Evaluation;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.release.FlagCaller;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.trace.EvaluationTrace;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers requests for all flags, in the terms of the protocol. */
@Singleton
final class BulkEvaluations {
  private final Editions editions;
  private final EvaluationMeters meters;
  private final Announcement announcement;
  private final BulkAnswers given;
  private final InstantSource clock;

  BulkEvaluations(
      Editions editions,
      EvaluationMeters meters,
      Announcement announcement,
      BulkAnswers given,
      InstantSource clock) {
    this.editions = editions;
    this.meters = meters;
    this.announcement = announcement;
    this.given = given;
    this.clock = clock;
  }

  /**
   * All flags, or none of them when the client has what it would get.
   *
   * @param tags what the client has
   * @param configTag what the client was told by an event, or null
   */
  OfrepAnswer answer(
      FlagCaller asker,
      Question question,
      List<String> tags,
      @Nullable String configTag,
      EvaluationTrace trace) {
    return switch (question) {
      case Question.Invalid(String code, String details) ->
          OfrepAnswer.failure(400, null, code, details);
      case Question.Asked(ObjectNode sent) ->
          asked(asker, sent)
              .map(bulk -> answer(bulk, tags, configTag, trace))
              .orElseGet(() -> OfrepAnswer.nothingKnown(null));
    };
  }

  /** Nothing before any flag is known. */
  Optional<Bulk> asked(FlagCaller asker, ObjectNode sent) {
    return editions.current().map(edition -> Bulk.of(edition, asker, sent, clock.millis()));
  }

  /** The client has what it would get: it goes on using that, which counts. */
  void keeps(Bulk bulk) {
    meters.unchanged();
    if (!given.again(bulk.edition(), bulk.tag(), bulk.nowMillis())) {
      given.first(bulk.edition(), bulk.tag(), evaluate(bulk), bulk.nowMillis());
    }
  }

  private OfrepAnswer answer(
      Bulk bulk, List<String> tags, @Nullable String configTag, EvaluationTrace trace) {
    Edition edition = bulk.edition();
    // A client that was told of another configuration wants to see the present one.
    boolean told = configTag == null || EntityTags.same(configTag, edition.configTag());
    if (told && bulk.had(tags)) {
      keeps(bulk);
      trace.evaluated(0, edition.rules().revision());
      return new OfrepAnswer(304, null, bulk.tag());
    }
    List<Evaluation> results = evaluate(bulk);
    trace.evaluated(results.size(), edition.rules().revision());
    given.first(edition, bulk.tag(), results, bulk.nowMillis());
    return new OfrepAnswer(200, write(edition, bulk.asker(), results), bulk.tag());
  }

  /** All flags, within one budget. */
  private List<Evaluation> evaluate(Bulk bulk) {
    Ruleset rules = bulk.edition().rules();
    Budget budget = new Budget();
    List<Evaluation> results = new ArrayList<>(rules.keys().size());
    for (FlagKey key : rules.keys()) {
      results.add(rules.evaluate(key, bulk.context(), bulk.nowMillis(), budget));
    }
    meters.evaluated(results.size());
    return results;
  }

  private String write(Edition edition, FlagCaller asker, List<Evaluation> results) {
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
        .append(announcement.to(asker))
        .append('}')
        .toString();
  }
}

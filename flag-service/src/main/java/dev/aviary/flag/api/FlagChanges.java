package dev.aviary.flag.api;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagFileReading;
import dev.aviary.flag.definition.Kill;
import dev.aviary.flag.evaluate.Rules;
import dev.aviary.flag.foreign.ForeignFormat;
import dev.aviary.flag.foreign.Translation;
import dev.aviary.flag.foreign.Untranslatable;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.registry.EditRequest;
import dev.aviary.flag.registry.EditResult;
import dev.aviary.flag.registry.Flags;
import dev.aviary.flag.store.FlagKey;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Answers what people want to be changed, in the terms of HTTP. */
@Singleton
final class FlagChanges {
  private final Flags flags;
  private final FlagViews views;

  FlagChanges(Flags flags, FlagViews views) {
    this.flags = flags;
    this.views = views;
  }

  MutableHttpResponse<String> put(FlagKey key, byte @Nullable [] body, EditRequest request) {
    ObjectNode json = JsonBody.object(body);
    if (ShortForm.is(json)) {
      ShortForm form = ShortForm.of(json);
      return answer(key, request, flags.turn(key, form.on(), form.description(), request));
    }
    EchoedMembers sent = new EchoedMembers(key, json);
    return answer(key, request, flags.put(key, sent.definition(), sent, request));
  }

  MutableHttpResponse<String> patch(FlagKey key, byte @Nullable [] body, EditRequest request) {
    return answer(
        key, request, flags.patch(key, EchoedMembers.none(JsonBody.object(body)), request));
  }

  MutableHttpResponse<String> toggle(FlagKey key, EditRequest request) {
    return answer(key, request, flags.toggle(key, request));
  }

  MutableHttpResponse<String> kill(FlagKey key, KillOrder order, EditRequest request) {
    return answer(
        key,
        request,
        flags.kill(
            key, now -> new Kill(order.end(now), Optional.ofNullable(order.variant())), request));
  }

  MutableHttpResponse<String> release(FlagKey key, EditRequest request) {
    return answer(key, request, flags.release(key, request));
  }

  MutableHttpResponse<String> rollBack(FlagKey key, long revision, EditRequest request) {
    return answer(key, request, flags.rollBack(key, revision, request));
  }

  MutableHttpResponse<String> remove(FlagKey key, EditRequest request) {
    EditResult.Done done = done(key, flags.remove(key, request));
    return request.trial() ? Answers.json(Answers.changes(done, true)) : HttpResponse.noContent();
  }

  /**
   * @param partial whether flags that are wrong are left as they are; otherwise they refuse the
   *     file
   */
  MutableHttpResponse<String> replaceAll(
      byte @Nullable [] body, boolean partial, EditRequest request) {
    FlagFileReading file = FlagFileReading.of(JsonBody.file(body));
    EditResult.Done done = done(null, flags.replaceAll(file, partial, request));
    return Answers.json(
        Answers.changes(done, request.trial())
            .with("warnings", Answers.faults(done.warnings()))
            .with("refused", Answers.refused(done.refused())),
        done.next().catalog().revision());
  }

  /** Translates what another product wrote, and writes the flags that could be translated. */
  MutableHttpResponse<String> translated(
      ForeignFormat format, byte @Nullable [] body, EditRequest request) {
    Translation translation;
    try {
      translation = format.translate(JsonBody.text(body));
    } catch (Untranslatable e) {
      throw WrongException.wrong(e.pointer().text(), e.detail());
    }
    EditResult.Done done = done(null, flags.putAll(translation.flags(), request));
    return Answers.json(
        TranslationReport.of(translation)
            .on(
                Answers.changes(done, request.trial())
                    .with("warnings", Answers.faults(done.warnings()))),
        done.next().catalog().revision());
  }

  private MutableHttpResponse<String> answer(FlagKey key, EditRequest request, EditResult result) {
    EditResult.Done done = done(key, result);
    var warnings = done.warnings().stream().map(fault -> Rules.seenFrom(key, fault)).toList();
    if (request.trial()) {
      return Answers.json(Answers.warned(Answers.changes(done, true), warnings));
    }
    var catalog = done.next().catalog();
    var flag = catalog.find(key).orElseThrow();
    MutableHttpResponse<String> response =
        Answers.json(
            Answers.warned(views.of(catalog, key, flag).json(), warnings),
            flag.changed().revision());
    return done.before().find(key).isPresent()
        ? response
        : response
            .status(HttpStatus.CREATED)
            .headers(headers -> headers.location(URI.create("/flags/" + key)));
  }

  /**
   * @param key null when it is about all flags
   */
  private static EditResult.Done done(@Nullable FlagKey key, EditResult result) {
    return switch (result) {
      case EditResult.Done done -> done;
      case EditResult.Missing _ -> throw missing(key);
      case EditResult.Forgotten _ ->
          throw ProblemException.notFound(
              "what '%s' was then is no longer known; GET /flags/%s/history lists what is"
                  .formatted(key, key));
      case EditResult.Ahead(long newest) ->
          throw ProblemException.notFound(
              "there was no such revision yet, flags are at %d; GET /flags/%s/history lists those of this one"
                  .formatted(newest, key));
      case EditResult.Overtaken(OptionalLong revision) -> throw overtaken(revision);
      case EditResult.Outdated(OptionalLong revision) -> throw outdated(revision);
      case EditResult.Unanswered _ ->
          throw new ProblemException(
              HttpStatus.SERVICE_UNAVAILABLE,
              "Redis did not answer in time: the change may have been made or may still be made within %d s, and not later; then read the flag, or repeat the change under the same If-Match or Idempotency-Key"
                  .formatted(RedisLink.TIMEOUT.toSeconds()));
      case EditResult.Contended _ ->
          throw new ProblemException(
              HttpStatus.SERVICE_UNAVAILABLE,
              "other changes of the flags came in between each time; nothing was changed: try again");
      case EditResult.Wrong(List<Fault> faults) ->
          throw new WrongException(
              HttpStatus.UNPROCESSABLE_ENTITY,
              key == null
                  ? faults
                  : faults.stream().map(fault -> Rules.seenFrom(key, fault)).toList());
    };
  }

  private static ProblemException missing(@Nullable FlagKey key) {
    return key == null
        ? ProblemException.notFound("there is no such flag")
        : FlagViews.unknown(key);
  }

  private static ProblemException overtaken(OptionalLong revision) {
    return new ProblemException(
        HttpStatus.PRECONDITION_FAILED,
        revision.isPresent()
            ? "it is at revision %d now: read it again, and repeat what you want to change"
                .formatted(revision.getAsLong())
            : "it does not exist: read the list again");
  }

  /** No condition of the request has failed, so it is no 412 (RFC 9110, section 15.5.10). */
  private static ProblemException outdated(OptionalLong revision) {
    return ProblemException.conflict(
        revision.isPresent()
            ? "it is at revision %d now, and what was sent was read at another: read it again, and repeat what you want to change"
                .formatted(revision.getAsLong())
            : "it no longer exists, and what was sent was read when it did: read the list again; without \"revision\" it is made anew");
  }
}

package dev.aviary.flag.registry;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagFileReading;
import dev.aviary.flag.definition.FlagReading;
import dev.aviary.flag.definition.Kill;
import dev.aviary.flag.definition.Reading;
import dev.aviary.flag.evaluate.Rules;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.store.FlagHistory;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.FlagRevision;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to flags. All of it throws {@link RedisException} when Redis is away, and then
 * nothing is changed.
 */
@Singleton
public final class Flags {
  private final Registry registry;
  private final FlagHistory history;

  Flags(Registry registry, FlagHistory history) {
    this.registry = registry;
    this.history = history;
  }

  /** Creates the flag or gives it another definition, which need not be one. */
  public EditResult put(FlagKey key, ObjectNode json, ReplacementCheck check, EditRequest request) {
    Reading<FlagDocument> reading = FlagDocument.read(json);
    return change(
        key,
        request,
        draft ->
            reading instanceof Reading.Read<FlagDocument>(FlagDocument document)
                ? check
                    .to(document, draft.find(key), on(draft, key))
                    .or(() -> put(draft, key, document, request))
                : put(draft, key, json, request));
  }

  /**
   * Creates a boolean flag, or turns one for everybody.
   *
   * @param description null leaves it as it is, a blank one removes it
   */
  public EditResult turn(
      FlagKey key, boolean on, @Nullable String description, EditRequest request) {
    return change(
        key,
        request,
        draft ->
            Switch.always(draft.find(key).map(Flag::document).orElseGet(() -> Switch.of(on)), on)
                .map(turned -> put(draft, key, ShortEdits.described(turned, description), request))
                .orElseGet(() -> refusal(EditResult.Wrong.at("/on", ShortEdits.NOT_BOOLEAN))));
  }

  /**
   * Turns a flag without rules for everybody; enables or disables one that has some, which it
   * keeps.
   */
  public EditResult toggle(FlagKey key, EditRequest request) {
    return changeExisting(
        key,
        request,
        (draft, flag) -> put(draft, key, ShortEdits.toggled(flag, on(draft, key)), request));
  }

  /** Changes parts of the flag. */
  public EditResult patch(FlagKey key, ObjectNode patch, EditRequest request) {
    return changeExisting(
        key,
        request,
        (draft, flag) -> put(draft, key, MergePatch.apply(flag.json(), patch), request));
  }

  /** Holds the flag until a moment. */
  public EditResult kill(FlagKey key, Function<Instant, Kill> kill, EditRequest request) {
    return changeExisting(
        key,
        request,
        (draft, flag) -> {
          AviaryMembers extras = flag.extras().withKill(Optional.of(kill.apply(draft.now())));
          return put(draft, key, flag.json().with(FlagDocument.EXTRAS, extras.json()), request);
        });
  }

  /** Lets a flag go that is held. */
  public EditResult release(FlagKey key, EditRequest request) {
    return changeExisting(
        key,
        request,
        (draft, flag) ->
            put(draft, key, flag.with(flag.extras().withKill(Optional.empty())), request));
  }

  public EditResult remove(FlagKey key, EditRequest request) {
    return changeExisting(
        key,
        request,
        (draft, _) -> {
          draft.remove(key, request.author());
          return Optional.empty();
        });
  }

  /** Makes the flag what it was at that revision, whether it is still there or not. */
  public EditResult rollBack(FlagKey key, long revision, EditRequest request) {
    Optional<FlagRevision> then = history.at(key, revision);
    String document = then.map(FlagRevision::document).orElse(null);
    if (document == null) {
      return new EditResult.Forgotten();
    }
    try {
      Json json = JsonReader.parse(document);
      return change(
          key,
          request,
          draft ->
              revision > draft.base().revision()
                  ? refusal(new EditResult.Ahead(draft.base().revision()))
                  : put(draft, key, json, request));
    } catch (JsonException e) {
      return EditResult.Wrong.at(e.pointer(), e.detail());
    }
  }

  /**
   * Replaces all flags, and what they share. A flag that the file gives without extras keeps those
   * that it has.
   *
   * @param partial whether flags that are wrong are left as they are; otherwise they refuse the
   *     file
   */
  public EditResult replaceAll(FlagFileReading file, boolean partial, EditRequest request) {
    return change(
        file.flags().keySet(),
        request,
        Flags::revisionOfAll,
        draft -> Import.into(draft, file, partial, request.author()));
  }

  /**
   * Creates flags or gives them other definitions, and leaves all others as they are. A flag that
   * is given without extras keeps those that it has.
   */
  public EditResult putAll(SortedMap<FlagKey, FlagDocument> flags, EditRequest request) {
    return change(
        flags.keySet(),
        request,
        Flags::revisionOfAll,
        draft -> {
          flags.forEach((key, document) -> {
            AviaryMembers extras =
                draft.find(key).map(flag -> flag.document().extras()).orElse(AviaryMembers.NONE);
            FlagDocument kept = document.extras().isEmpty() ? document.with(extras) : document;
            draft.put(key, kept, request.author());
          });
          return Optional.empty();
        });
  }

  /** What the flag became, newest first. */
  public List<FlagRevision> history(FlagKey key) {
    return history.of(key);
  }

  private static boolean on(FlagSetDraft draft, FlagKey key) {
    return draft.base().rules().on(key, draft.now().toEpochMilli());
  }

  private static Optional<EditResult.Unchanged> put(
      FlagSetDraft draft, FlagKey key, FlagDocument document, EditRequest request) {
    draft.put(key, document, request.author());
    return Optional.empty();
  }

  private static Optional<EditResult.Unchanged> put(
      FlagSetDraft draft, FlagKey key, Json json, EditRequest request) {
    return switch (FlagDocument.read(json)) {
      case Reading.Read<FlagDocument>(FlagDocument document) -> put(draft, key, document, request);
      case Reading.Faulty<FlagDocument> refused -> {
        var flag = new FlagReading(Rules.place(key), json, refused);
        yield refusal(new EditResult.Wrong(draft.review(Map.of(key, flag)).faults()));
      }
    };
  }

  private static Optional<EditResult.Unchanged> refusal(EditResult.Unchanged refused) {
    return Optional.of(refused);
  }

  private EditResult changeExisting(
      FlagKey key,
      EditRequest request,
      BiFunction<FlagSetDraft, FlagDocument, Optional<EditResult.Unchanged>> edit) {
    return change(
        key,
        request,
        draft ->
            draft
                .find(key)
                .map(flag -> edit.apply(draft, flag.document()))
                .orElseGet(() -> refusal(new EditResult.Missing())));
  }

  private EditResult change(FlagKey key, EditRequest request, Edit edit) {
    return change(
        List.of(key),
        request,
        draft -> draft.find(key).map(each -> each.changed().revision()),
        edit);
  }

  /**
   * @param revision of what the request's condition is about; nothing: it is not there
   */
  private EditResult change(
      Collection<FlagKey> keys,
      EditRequest request,
      Function<FlagSetDraft, Optional<Long>> revision,
      Edit edit) {
    return registry.change(
        keys,
        request,
        draft -> {
          OptionalLong present =
              revision.apply(draft).map(OptionalLong::of).orElse(OptionalLong.empty());
          return request.condition().holds(present)
              ? edit.on(draft)
              : refusal(new EditResult.Overtaken(present));
        });
  }

  private static Optional<Long> revisionOfAll(FlagSetDraft draft) {
    return Optional.of(draft.base().revision());
  }
}

package dev.aviary.flag.registry;

import dev.aviary.contract.flag.FlagHistory;
import dev.aviary.contract.flag.FlagKey;
import dev.aviary.contract.flag.FlagRevision;
import dev.aviary.flag.definition.Extras;
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
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
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
  public Outcome put(FlagKey key, ObjectNode json, Objection objection, Wish wish) {
    Reading<FlagDocument> reading = FlagDocument.read(json);
    return change(
        key,
        wish,
        (draft, _) ->
            reading instanceof Reading.Read<FlagDocument>(FlagDocument document)
                ? objection
                    .to(document, draft.find(key), on(draft, key))
                    .or(() -> put(draft, key, document, wish))
                : put(draft, key, json, wish));
  }

  /**
   * Creates a boolean flag, or turns one for everybody.
   *
   * @param description null leaves it as it is, a blank one removes it
   */
  public Outcome turn(FlagKey key, boolean on, @Nullable String description, Wish wish) {
    return change(
        key,
        wish,
        (draft, flag) ->
            Switch.always(flag.orElseGet(() -> Switch.of(on)), on)
                .map(turned -> put(draft, key, Turn.described(turned, description), wish))
                .orElseGet(() -> refusal(Outcome.Wrong.at("/on", Turn.NOT_BOOLEAN))));
  }

  /**
   * Turns a flag without rules for everybody; enables or disables one that has some, which it
   * keeps.
   */
  public Outcome toggle(FlagKey key, Wish wish) {
    return changeExisting(
        key, wish, (draft, flag) -> put(draft, key, Turn.toggled(flag, on(draft, key)), wish));
  }

  /** Changes parts of the flag. */
  public Outcome patch(FlagKey key, ObjectNode patch, Wish wish) {
    return changeExisting(
        key, wish, (draft, flag) -> put(draft, key, MergePatch.apply(flag.json(), patch), wish));
  }

  /** Holds the flag until a moment. */
  public Outcome kill(FlagKey key, Function<Instant, Kill> kill, Wish wish) {
    return changeExisting(
        key,
        wish,
        (draft, flag) -> {
          Extras extras = flag.extras().withKill(Optional.of(kill.apply(draft.now())));
          return put(draft, key, flag.json().with(FlagDocument.EXTRAS, extras.json()), wish);
        });
  }

  /** Lets a flag go that is held. */
  public Outcome release(FlagKey key, Wish wish) {
    return changeExisting(
        key,
        wish,
        (draft, flag) ->
            put(draft, key, flag.with(flag.extras().withKill(Optional.empty())), wish));
  }

  public Outcome remove(FlagKey key, Wish wish) {
    return changeExisting(
        key,
        wish,
        (draft, _) -> {
          draft.remove(key, wish.author());
          return Optional.empty();
        });
  }

  /** Makes the flag what it was at that revision, whether it is still there or not. */
  public Outcome rollBack(FlagKey key, long revision, Wish wish) {
    Optional<FlagRevision> then = history.at(key, revision);
    String document = then.map(FlagRevision::document).orElse(null);
    if (document == null) {
      return new Outcome.Forgotten();
    }
    try {
      Json json = JsonReader.parse(document);
      return change(
          key,
          wish,
          (draft, _) ->
              revision > draft.base().revision()
                  ? refusal(new Outcome.Ahead(draft.base().revision()))
                  : put(draft, key, json, wish));
    } catch (JsonException e) {
      return Outcome.Wrong.at(e.pointer(), e.detail());
    }
  }

  /**
   * Replaces all flags, and what they share. A flag that the file gives without extras keeps those
   * that it has.
   *
   * @param partial whether flags that are wrong are left as they are; otherwise they refuse the
   *     file
   */
  public Outcome replaceAll(FlagFileReading file, boolean partial, Wish wish) {
    return registry.change(
        file.flags().keySet(),
        wish,
        draft -> {
          long revision = draft.base().revision();
          return wish.condition().holds(OptionalLong.of(revision))
              ? Import.into(draft, file, partial, wish.author())
              : Optional.of(new Outcome.Overtaken(OptionalLong.of(revision)));
        });
  }

  /**
   * Creates flags or gives them other definitions, and leaves all others as they are. A flag that
   * is given without extras keeps those that it has.
   */
  public Outcome putAll(SortedMap<FlagKey, FlagDocument> flags, Wish wish) {
    return registry.change(
        flags.keySet(),
        wish,
        draft -> {
          long revision = draft.base().revision();
          if (!wish.condition().holds(OptionalLong.of(revision))) {
            return Optional.of(new Outcome.Overtaken(OptionalLong.of(revision)));
          }
          flags.forEach((key, document) -> {
            Extras extras =
                draft.find(key).map(flag -> flag.document().extras()).orElse(Extras.NONE);
            draft.put(
                key, document.extras().isEmpty() ? document.with(extras) : document, wish.author());
          });
          return Optional.empty();
        });
  }

  /** What the flag became, newest first. */
  public List<FlagRevision> history(FlagKey key) {
    return history.of(key);
  }

  private static boolean on(Draft draft, FlagKey key) {
    return draft.base().rules().on(key, draft.now().toEpochMilli());
  }

  private static Optional<Outcome.Refused> put(
      Draft draft, FlagKey key, FlagDocument document, Wish wish) {
    draft.put(key, document, wish.author());
    return Optional.empty();
  }

  private static Optional<Outcome.Refused> put(Draft draft, FlagKey key, Json json, Wish wish) {
    return switch (FlagDocument.read(json)) {
      case Reading.Read<FlagDocument>(FlagDocument document) -> put(draft, key, document, wish);
      case Reading.Refused<FlagDocument> refused -> {
        var flag = new FlagReading(Rules.place(key), json, refused);
        yield refusal(new Outcome.Wrong(draft.review(Map.of(key, flag)).faults()));
      }
    };
  }

  private static Optional<Outcome.Refused> refusal(Outcome.Refused refused) {
    return Optional.of(refused);
  }

  private Outcome changeExisting(FlagKey key, Wish wish, EditOfOne edit) {
    return change(
        key,
        wish,
        (draft, flag) ->
            flag.isPresent() ? edit.on(draft, flag.get()) : refusal(new Outcome.Missing()));
  }

  private Outcome change(FlagKey key, Wish wish, EditOfAny edit) {
    return registry.change(
        List.of(key),
        wish,
        draft -> {
          Optional<Flag> flag = draft.find(key);
          OptionalLong revision =
              flag.map(each -> OptionalLong.of(each.changed().revision()))
                  .orElse(OptionalLong.empty());
          return wish.condition().holds(revision)
              ? edit.on(draft, flag.map(Flag::document))
              : Optional.of(new Outcome.Overtaken(revision));
        });
  }

  private interface EditOfAny {
    Optional<Outcome.Refused> on(Draft draft, Optional<FlagDocument> flag);
  }

  private interface EditOfOne {
    Optional<Outcome.Refused> on(Draft draft, FlagDocument flag);
  }
}

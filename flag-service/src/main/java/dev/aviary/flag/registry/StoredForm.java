package dev.aviary.flag.registry;

import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.definition.Reading;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.store.FlagChange;
import dev.aviary.flag.store.FlagKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flags as they are stored: the document, and in its member {@code changed} the last change. */
final class StoredForm {
  private static final String REVISION = "revision";
  private static final String AT = "at";
  private static final String BY = "by";
  private static final String REASON = "reason";
  private static final Logger LOG = LoggerFactory.getLogger(StoredForm.class);

  private StoredForm() {}

  static String write(Flag flag) {
    return write(flag.text(), changed(flag.changed()));
  }

  /**
   * @param document a flag's JSON
   * @param changed what {@link #changed} gives for its last change
   */
  static String write(String document, String changed) {
    return document.substring(0, document.length() - 1) + changed;
  }

  /** The end of the stored form: the last change, which many flags of one import share. */
  static String changed(FlagChange change) {
    return ",\"" + FlagDocument.CHANGED + "\":" + json(change) + "}";
  }

  /** Nothing, and a word in the log, when the text is no flag: all others still count. */
  static Optional<Flag> read(FlagKey key, String text) {
    try {
      Json json = JsonReader.parse(text);
      return switch (FlagDocument.read(json)) {
        case Reading.Read<FlagDocument>(FlagDocument document) ->
            Optional.of(new Flag(document, change(json)));
        case Reading.Faulty<FlagDocument> refused -> refused(key, refused.faults().toString());
      };
    } catch (JsonException | IllegalArgumentException | DateTimeException e) {
      return refused(key, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Flag> refused(FlagKey key, String reason) {
    LOG.atError()
        .addKeyValue("flag", key)
        .addKeyValue("reason", reason)
        .log("Refused a definition that cannot be read; write the flag again");
    return Optional.empty();
  }

  /** What flags share; nothing when the text cannot be read. */
  static FlagSetDocument readShared(String text) {
    if (text.isBlank()) {
      return FlagSetDocument.EMPTY;
    }
    try {
      if (FlagSetDocument.read(JsonReader.FILE.read(text))
          instanceof Reading.Read<FlagSetDocument>(FlagSetDocument shared)) {
        return shared;
      }
    } catch (JsonException e) {
      LOG.atDebug().setCause(e).log("A stored text is not JSON");
    }
    LOG.atError().log("Refused what the flags share: it cannot be read; import it again");
    return FlagSetDocument.EMPTY;
  }

  static String writeShared(FlagSetDocument shared) {
    return shared.equals(FlagSetDocument.EMPTY) ? "" : shared.json().toString();
  }

  private static ObjectNode json(FlagChange change) {
    ObjectNode json =
        ObjectNode.EMPTY
            .with(REVISION, NumberNode.of(Long.toString(change.revision())))
            .with(AT, new Json.Text(change.at().toString()))
            .with(BY, new Json.Text(change.by()));
    String reason = change.reason();
    return reason == null ? json : json.with(REASON, new Json.Text(reason));
  }

  private static FlagChange change(Json json) {
    if (json instanceof ObjectNode flag
        && flag.get(FlagDocument.CHANGED) instanceof ObjectNode change
        && change.get(REVISION) instanceof NumberNode revision) {
      return new FlagChange(
          (long) revision.value(),
          Instant.parse(String.valueOf(text(change.get(AT)))),
          String.valueOf(text(change.get(BY))),
          text(change.get(REASON)));
    }
    throw new IllegalArgumentException("it lacks its last change");
  }

  private static @Nullable String text(@Nullable Json json) {
    return json instanceof Json.Text(String value) ? value : null;
  }
}

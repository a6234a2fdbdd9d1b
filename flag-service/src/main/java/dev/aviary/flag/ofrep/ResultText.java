package dev.aviary.flag.ofrep;

import dev.aviary.flag.evaluate.Evaluation;
import dev.aviary.flag.evaluate.Reason;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Results and failures as the protocol writes them. A result has {@code variant} and {@code
 * metadata} even when they are empty: clients in use fail without.
 */
final class ResultText {
  /** Metadata of a result that was made while Redis was away. */
  static final String STALE = "stale";

  /** Metadata of a result whose reason is none of OFREP's: the reason itself. */
  static final String REASON = "aviary.reason";

  private static final String UNKNOWN = "UNKNOWN";

  private ResultText() {}

  static void write(Evaluation evaluation, boolean stale, StringBuilder text) {
    text.append("{\"key\":").append(new Json.Text(evaluation.key()));
    switch (evaluation) {
      case Evaluation.Resolved resolved -> {
        text.append(",\"reason\":\"").append(reason(resolved.reason())).append('"');
        String variant = resolved.variant();
        text.append(",\"variant\":").append(new Json.Text(variant == null ? "" : variant));
        if (resolved.value() != null) {
          text.append(",\"value\":").append(resolved.value());
        }
      }
      case Evaluation.Failed failed ->
          error(failed.code().name(), failed.details(), text.append(','));
    }
    text.append(",\"metadata\":");
    metadata(evaluation, stale, text);
    text.append('}');
  }

  /** OFREP 0.3.0 has no word for a rule that named no variant. */
  private static String reason(Reason reason) {
    return reason == Reason.DEFAULT ? UNKNOWN : reason.name();
  }

  /** With the reason itself, where OFREP has no word for it. */
  private static void metadata(Evaluation evaluation, boolean stale, StringBuilder text) {
    ObjectNode metadata = marked(evaluation.metadata(), stale);
    text.append(metadata);
    if (evaluation instanceof Evaluation.Resolved resolved
        && resolved.reason() == Reason.DEFAULT
        && metadata.get(REASON) == null) {
      text.setLength(text.length() - 1);
      text.append(metadata.members().isEmpty() ? "\"" : ",\"")
          .append(REASON)
          .append("\":\"")
          .append(resolved.reason().name())
          .append("\"}");
    }
  }

  /** Of a request that could not be evaluated at all. */
  static String failure(@Nullable String key, String code, String details) {
    var text = new StringBuilder("{");
    if (key != null) {
      text.append("\"key\":").append(new Json.Text(key)).append(',');
    }
    error(code, details, text);
    return text.append('}').toString();
  }

  static ObjectNode marked(ObjectNode metadata, boolean stale) {
    return stale ? metadata.with(STALE, Json.TRUE) : metadata;
  }

  private static void error(String code, String details, StringBuilder text) {
    text.append("\"errorCode\":").append(new Json.Text(code));
    text.append(",\"errorDetails\":").append(new Json.Text(details));
  }
}

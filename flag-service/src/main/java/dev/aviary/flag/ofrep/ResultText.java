package dev.aviary.flag.ofrep;

import dev.aviary.flag.evaluate.Evaluation;
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

  private ResultText() {}

  static void write(Evaluation evaluation, boolean stale, StringBuilder text) {
    text.append("{\"key\":").append(new Json.Text(evaluation.key()));
    switch (evaluation) {
      case Evaluation.Resolved resolved -> {
        text.append(",\"reason\":\"").append(resolved.reason().name()).append('"');
        String variant = resolved.variant();
        text.append(",\"variant\":").append(new Json.Text(variant == null ? "" : variant));
        if (resolved.value() != null) {
          text.append(",\"value\":").append(resolved.value());
        }
      }
      case Evaluation.Failed failed ->
          error(failed.code().name(), failed.details(), text.append(','));
    }
    text.append(",\"metadata\":").append(marked(evaluation.metadata(), stale)).append('}');
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

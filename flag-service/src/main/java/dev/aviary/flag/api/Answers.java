package dev.aviary.flag.api;

import dev.aviary.contract.event.Difference;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.registry.EditResult;
import dev.aviary.flag.registry.Flag;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.FlagRevision;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Bodies of answers. */
final class Answers {
  private Answers() {}

  static MutableHttpResponse<String> json(ObjectNode body) {
    return HttpResponse.ok(body.toString()).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  static MutableHttpResponse<String> json(ObjectNode body, long revision) {
    return json(body).header(HttpHeaders.ETAG, ETag.of(revision));
  }

  /** What a change did, or would do. */
  static ObjectNode changes(EditResult.Done done, boolean trial) {
    List<Json> changes =
        done.next().changes().entrySet().stream()
            .<Json>map(each -> change(each.getKey(), each.getValue(), done))
            .toList();
    return ObjectNode.EMPTY
        .with("dryRun", Json.of(trial))
        .with("revision", number((trial ? done.before() : done.next().catalog()).revision()))
        .with("changes", new ArrayNode(changes));
  }

  private static ObjectNode change(FlagKey key, FlagRevision change, EditResult.Done done) {
    var flag = done.next().catalog().stored().flags().get(key);
    ObjectNode json =
        ObjectNode.EMPTY.with("key", new Text(key.text())).with("what", new Text(change.what()));
    ObjectNode told = flag == null ? json : json.with("on", Json.of(flag.isOn()));
    Flag made = done.next().catalog().flags().get(key);
    return told.with("difference", difference(change.difference(), made));
  }

  /** With what may fail, if anything may. */
  static ObjectNode warned(ObjectNode body, List<Fault> warnings) {
    return warnings.isEmpty() ? body : body.with(FlagView.WARNINGS, faults(warnings));
  }

  /** Places, and what is wrong there. */
  static ArrayNode faults(List<Fault> faults) {
    return new ArrayNode(
        faults.stream()
            .<Json>map(fault ->
                ObjectNode.EMPTY
                    .with("pointer", new Text(fault.pointer().text()))
                    .with("detail", new Text(fault.detail())))
            .toList());
  }

  /** Flags that an import left as they were. */
  static ArrayNode refused(SortedMap<FlagKey, List<Fault>> refused) {
    return new ArrayNode(
        refused.entrySet().stream()
            .<Json>map(flag ->
                ObjectNode.EMPTY
                    .with("key", new Text(flag.getKey().text()))
                    .with("errors", faults(flag.getValue())))
            .toList());
  }

  /** One entry of a history. */
  static Json entry(FlagRevision revision) {
    ObjectNode json =
        ObjectNode.EMPTY
            .with("revision", number(revision.change().revision()))
            .with("at", new Text(revision.change().at().toString()))
            .with("by", new Text(revision.change().by()));
    String reason = revision.change().reason();
    ObjectNode told = reason == null ? json : json.with("reason", new Text(reason));
    return told.with("what", new Text(revision.what()))
        .with("difference", difference(revision.difference(), null));
  }

  /**
   * @param made the flag after the change, whose JSON may stand there as a whole
   */
  private static ArrayNode difference(List<Difference> difference, @Nullable Flag made) {
    return new ArrayNode(difference.stream().<Json>map(each -> place(each, made)).toList());
  }

  private static Json place(Difference difference, @Nullable Flag made) {
    ObjectNode json = ObjectNode.EMPTY.with("pointer", new Text(difference.pointer()));
    return with(with(json, "before", difference.before(), null), "after", difference.after(), made);
  }

  private static ObjectNode with(
      ObjectNode json, String name, @Nullable String value, @Nullable Flag made) {
    if (value == null) {
      return json;
    }
    if (made != null && value.equals(made.text())) {
      // Thousands of new flags are not read once more for the answer.
      return json.with(name, made.document().json());
    }
    try {
      return json.with(name, JsonReader.parse(value));
    } catch (JsonException e) {
      return json.with(name, new Text(value));
    }
  }

  static NumberNode number(long value) {
    return NumberNode.of(Long.toString(value));
  }
}

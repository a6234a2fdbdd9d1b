package dev.aviary.flag.api;

import dev.aviary.contract.app.Check;
import dev.aviary.flag.definition.Moment;
import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.evaluate.SchemaForm;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.registry.Catalog;
import dev.aviary.flag.registry.Flags;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.FlagRevision;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers what people want to know of flags. */
@Singleton
final class FlagQueries {
  private final FlagViews views;
  private final Flags flags;

  FlagQueries(FlagViews views, Flags flags) {
    this.views = views;
    this.flags = flags;
  }

  HttpResponse<String> list(Filter filter) {
    boolean stale = views.stale();
    Catalog catalog = views.catalog();
    List<Json> found =
        catalog.flags().entrySet().stream()
            .map(each -> views.of(catalog, each.getKey(), each.getValue()))
            .filter(filter::takes)
            .<Json>map(FlagView::summary)
            .toList();
    ObjectNode body =
        ObjectNode.EMPTY
            .with("flags", new ArrayNode(found))
            .with("revision", Answers.number(catalog.revision()))
            .with("stale", Json.of(stale));
    return Answers.json(body, catalog.revision());
  }

  HttpResponse<String> get(FlagKey key) {
    FlagView view = views.get(key);
    return Answers.json(view.json(), view.flag().changed().revision());
  }

  HttpResponse<String> history(FlagKey key) {
    List<FlagRevision> history = flags.history(key);
    if (history.isEmpty()) {
      views.get(key);
    }
    return Answers.json(
        ObjectNode.EMPTY
            .with(FlagView.KEY, new Text(key.text()))
            .with("history", new ArrayNode(history.stream().map(Answers::entry).toList())));
  }

  /**
   * @param at the moment of the evaluation; null: now
   */
  HttpResponse<String> explain(FlagKey key, byte @Nullable [] body, @Nullable Instant at) {
    Catalog catalog = views.catalog();
    if (catalog.find(key).isEmpty()) {
      throw FlagViews.unknown(key);
    }
    Json context = JsonBody.question(body).get("context");
    if (context != null && !(context instanceof ObjectNode)) {
      throw WrongException.unreadable("/context", "a context is an object");
    }
    Context of = context instanceof ObjectNode object ? Context.of(object) : Context.EMPTY;
    Instant moment = at == null ? views.now() : at;
    Check.that(Moment.isSensible(moment), "at is not " + Moment.RANGE);
    return Answers.json(
        catalog
            .rules()
            .explain(key, of, moment.toEpochMilli())
            .json()
            .with("stale", Json.of(views.stale())));
  }

  HttpResponse<String> file(boolean sidecar) {
    Catalog catalog = views.catalog();
    return Answers.json(SchemaForm.of(catalog.file(), sidecar), catalog.revision());
  }
}

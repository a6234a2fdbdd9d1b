package dev.aviary.flag.api;

import dev.aviary.contract.http.Idempotency;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.registry.EditRequest;
import dev.aviary.flag.registry.MadeChange;
import dev.aviary.flag.store.FlagKey;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers changes. One whose request is sent again with its {@code Idempotency-Key} is not made
 * again: the answer shows the flag as it is now. A trial changes nothing and needs no key.
 */
@Singleton
final class RepeatableEdits {
  private final Idempotency idempotency;
  private final FlagViews views;

  RepeatableEdits(Idempotency idempotency, FlagViews views) {
    this.idempotency = idempotency;
    this.views = views;
  }

  /** A change of one flag, which is there afterwards. */
  HttpResponse<String> ofFlag(
      HttpRequest<?> http,
      byte @Nullable [] body,
      EditRequest edit,
      FlagKey key,
      Function<EditRequest, MutableHttpResponse<String>> change) {
    return answer(http, body, edit, _ -> shown(key), change);
  }

  /** A removal. */
  HttpResponse<String> removal(
      HttpRequest<?> http,
      EditRequest edit,
      Function<EditRequest, MutableHttpResponse<String>> change) {
    return answer(http, null, edit, _ -> HttpResponse.noContent(), change);
  }

  /** A change of many flags: which they were is not remembered. */
  HttpResponse<String> ofMany(
      HttpRequest<?> http,
      byte @Nullable [] body,
      EditRequest edit,
      Function<EditRequest, MutableHttpResponse<String>> change) {
    return answer(http, body, edit, RepeatableEdits::revision, change);
  }

  private HttpResponse<String> answer(
      HttpRequest<?> http,
      byte @Nullable [] body,
      EditRequest edit,
      Function<MadeChange, MutableHttpResponse<String>> again,
      Function<EditRequest, MutableHttpResponse<String>> change) {
    if (edit.trial()) {
      return change.apply(edit);
    }
    String text = body == null ? null : new String(body, StandardCharsets.UTF_8);
    return idempotency.answer(
        http, text, MadeChange.class, again, request -> change.apply(edit.once(request)));
  }

  private MutableHttpResponse<String> shown(FlagKey key) {
    FlagView view = views.get(key);
    return Answers.json(view.json(), view.flag().changed().revision());
  }

  private static MutableHttpResponse<String> revision(MadeChange made) {
    return Answers.json(
        ObjectNode.EMPTY
            .with("dryRun", Json.of(false))
            .with("revision", Answers.number(made.revision())),
        made.revision());
  }
}

package dev.aviary.builder.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.redis.Wire;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GitLab's webhooks: with the secret itself in a header, or signed as Standard Webhooks are.
 *
 * @see <a href="https://docs.gitlab.com/user/project/integrations/webhook_events/">GitLab: webhook
 *     events</a>
 */
@Singleton
final class GitLab implements Forge {
  private static final String TOKEN = "X-Gitlab-Token";
  private static final String SIGNATURE = "webhook-signature";
  private static final String USED = "push events, or pipeline events where deployOn is green";

  private final Wire wire;

  GitLab(Wire wire) {
    this.wire = wire;
  }

  /** What is read of its events: each has some of it. */
  @Serdeable
  record Payload(
      @JsonProperty("object_kind") @Nullable String kind,
      @Nullable String ref,
      @Nullable String after,
      @Nullable Project project,
      @JsonProperty("object_attributes") @Nullable Pipeline pipeline,
      @JsonProperty("merge_request") @Nullable MergeRequest mergeRequest) {

    @Nullable String path() {
      return project == null ? null : project.path();
    }
  }

  @Serdeable
  record Project(@JsonProperty("path_with_namespace") @Nullable String path) {}

  /**
   * @param id rises from pipeline to pipeline
   * @param source what started it
   */
  @Serdeable
  record Pipeline(
      @Nullable Long id,
      @Nullable String name,
      @Nullable String ref,
      @Nullable Boolean tag,
      @Nullable String sha,
      @Nullable String status,
      @Nullable String source) {}

  @Serdeable
  record MergeRequest(
      @JsonProperty("source_project_id") @Nullable Long source,
      @JsonProperty("target_project_id") @Nullable Long target) {
    boolean isOfFork() {
      return source != null && !source.equals(target);
    }
  }

  @Override
  public String id() {
    return "gitlab";
  }

  @Override
  public List<String> signatureHeaders() {
    return List.of(TOKEN, SIGNATURE);
  }

  /** A signature says more than the token, so it alone counts where both are there. */
  @Override
  public boolean isGenuine(PostedEvent event, WebhookSecret secret) {
    return event
        .header(SIGNATURE)
        .map(signatures ->
            secret.verifiesStandard(
                event.header("webhook-id").orElse(""),
                event.header("webhook-timestamp").orElse(""),
                event.body(),
                signatures))
        .orElseGet(() -> event.header(TOKEN).map(secret::matches).orElse(false));
  }

  @Override
  public List<Signal> read(PostedEvent event) {
    Payload payload = readable(event);
    return List.of(
        switch (String.valueOf(payload.kind())) {
          case "push" -> Signals.push(payload.path(), payload.ref(), payload.after());
          case "tag_push" -> new Signal.Ignored("a tag is not deployed");
          case "pipeline" ->
              pipeline(payload, Check.present(payload.pipeline(), "object_attributes"));
          case "merge_request" -> Signals.PULL_REQUEST;
          default -> Signals.unknown(event.header("X-Gitlab-Event").orElse(payload.kind()), USED);
        });
  }

  /** Other events have other things under these names. */
  private Payload readable(PostedEvent event) {
    String json = event.json();
    Kind kind = wire.read(json, Kind.class);
    return List.of("push", "pipeline").contains(String.valueOf(kind.kind()))
        ? wire.read(json, Payload.class)
        : new Payload(kind.kind(), null, null, null, null, null);
  }

  @Serdeable
  record Kind(@JsonProperty("object_kind") @Nullable String kind) {}

  private static Signal pipeline(Payload payload, Pipeline pipeline) {
    if (payload.mergeRequest() != null && payload.mergeRequest().isOfFork()) {
      return new Signal.Fork();
    }
    if (String.valueOf(pipeline.source()).contains("merge_request")
        || String.valueOf(pipeline.source()).contains("pull_request")) {
      return Signals.PULL_REQUEST;
    }
    if (Boolean.TRUE.equals(pipeline.tag())) {
      return new Signal.Ignored("a tag is not deployed");
    }
    return "success".equals(pipeline.status())
        ? new Signal.Run(
            Check.text(payload.path(), "project.path_with_namespace"),
            Check.text(pipeline.ref(), "ref"),
            Signals.commit(pipeline.sha()),
            pipeline.id(),
            pipeline.name() == null ? List.of() : List.of(pipeline.name()))
        : Signals.notPassed(pipeline.status());
  }
}

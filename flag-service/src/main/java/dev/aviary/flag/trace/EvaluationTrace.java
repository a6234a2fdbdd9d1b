package dev.aviary.flag.trace;

import dev.aviary.flag.evaluate.Evaluation;
import dev.aviary.flag.release.FlagCaller;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The span of one request for flags, where it has one. Flag, variant and reason are named by
 * OpenTelemetry's semantic conventions for feature flags. The context of an evaluation is not
 * recorded, and neither is the value.
 */
public final class EvaluationTrace {
  /** Of a request that is not recorded. */
  public static final EvaluationTrace NONE = new EvaluationTrace(null);

  private static final AttributeKey<String> KEY = AttributeKey.stringKey("feature_flag.key");
  private static final AttributeKey<String> VARIANT =
      AttributeKey.stringKey("feature_flag.result.variant");
  private static final AttributeKey<String> REASON =
      AttributeKey.stringKey("feature_flag.result.reason");
  private static final AttributeKey<String> VERSION =
      AttributeKey.stringKey("feature_flag.version");
  private static final AttributeKey<Long> FLAGS = AttributeKey.longKey("aviary.flags");
  private static final AttributeKey<String> APP = AttributeKey.stringKey("aviary.app");
  private static final AttributeKey<String> TRACK = AttributeKey.stringKey("aviary.track");
  private static final AttributeKey<String> SLOT = AttributeKey.stringKey("aviary.slot");
  private static final AttributeKey<String> RELEASE = AttributeKey.stringKey("aviary.release");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private final @Nullable Span span;

  EvaluationTrace(@Nullable Span span) {
    this.span = span;
  }

  /** The request is this caller's. */
  public void asked(FlagCaller caller) {
    if (span != null && caller instanceof FlagCaller.Deployed(_, var container)) {
      span.setAttribute(APP, container.app())
          .setAttribute(TRACK, container.track().id())
          .setAttribute(SLOT, container.slot().id())
          .setAttribute(RELEASE, container.release());
    }
  }

  /** One flag was evaluated, by the flags of this revision. */
  public void evaluated(Evaluation evaluation, long revision) {
    if (span == null) {
      return;
    }
    span.setAttribute(KEY, evaluation.key()).setAttribute(VERSION, Long.toString(revision));
    switch (evaluation) {
      case Evaluation.Resolved resolved -> {
        span.setAttribute(REASON, named(resolved.reason()));
        if (resolved.variant() != null) {
          span.setAttribute(VARIANT, resolved.variant());
        }
      }
      case Evaluation.Failed failed ->
          span.setAttribute(REASON, "error").setAttribute(ERROR, named(failed.code()));
    }
  }

  /**
   * All flags were asked for, of this revision.
   *
   * @param flags how many were evaluated; 0: the client has them
   */
  public void evaluated(int flags, long revision) {
    if (span != null) {
      span.setAttribute(FLAGS, (long) flags).setAttribute(VERSION, Long.toString(revision));
    }
  }

  /**
   * The request is answered.
   *
   * @param status 0: it is not, by a failure of this service
   */
  public void end(int status) {
    if (span == null) {
      return;
    }
    if (status != 0) {
      span.setAttribute(STATUS, (long) status);
    }
    if (status == 0 || status >= 500) {
      span.setAttribute(ERROR, status == 0 ? "_OTHER" : Integer.toString(status));
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private static String named(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}

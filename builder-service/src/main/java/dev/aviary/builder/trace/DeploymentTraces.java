package dev.aviary.builder.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.hash.Sha256;
import dev.aviary.contract.trace.TraceContextFields;
import dev.aviary.contract.trace.Traces;
import io.lettuce.core.RedisException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * The spans of deployments, all of which are recorded: one trace for each, or a part of the trace
 * of the request that asked for it, whichever process takes its steps. Its ids follow from the
 * deployment's record, so that nobody has to keep them.
 */
@Singleton
public final class DeploymentTraces {
  private static final String SLOT = "aviary.slot";
  private static final Span NONE = Span.getInvalid();

  private final Traces traces;
  private final Tracer tracer;
  private final boolean enabled;
  private final Instance instance;
  private final DeploymentStore deployments;
  private final InstantSource clock;

  DeploymentTraces(
      Traces traces, Instance instance, DeploymentStore deployments, InstantSource clock) {
    Tracer wanted = traces.tracer();
    this.traces = traces;
    this.enabled = wanted != null;
    this.tracer = Objects.requireNonNullElseGet(wanted, () -> TracerProvider.noop().get(""));
    this.instance = instance;
    this.deployments = deployments;
    this.clock = clock;
  }

  /** Begins a step of a deployment; to be ended by the caller. */
  public Span begin(Deployment deployment, String step) {
    return enabled ? builder(deployment.id(), root(deployment), step).startSpan() : NONE;
  }

  /** The same of a step that is done in a slot. */
  public Span begin(String deployment, String step, String slot) {
    return enabled ? builder(deployment, step).setAttribute(SLOT, slot).startSpan() : NONE;
  }

  /** A step that began then and has ended now. */
  public void ended(String deployment, String step, Instant since) {
    if (enabled) {
      builder(deployment, step).setStartTimestamp(since).startSpan().end(clock.instant());
    }
  }

  /** The same of a step that is done in a slot. */
  public void ended(String deployment, String step, String slot, Instant since) {
    if (enabled) {
      builder(deployment, step)
          .setAttribute(SLOT, slot)
          .setStartTimestamp(since)
          .startSpan()
          .end(clock.instant());
    }
  }

  /** A deployment ended, as its record says. */
  public void ended(String deployment) {
    if (enabled) {
      onRecord(deployment).ifPresent(this::whole);
    }
  }

  /** The same of one whose record is known. */
  public void ended(Deployment deployment) {
    if (enabled) {
      whole(deployment);
    }
  }

  private void whole(Deployment deployment) {
    SpanBuilder builder =
        tracer
            .spanBuilder("deployment")
            .setParent(Context.root().with(Span.wrap(caller(deployment))))
            .setStartTimestamp(deployment.createdAt())
            .setAttribute("aviary.app", deployment.app())
            .setAttribute("aviary.track", deployment.track().id())
            .setAttribute("aviary.deployment", deployment.id())
            .setAttribute("aviary.trigger", deployment.trigger())
            .setAttribute("aviary.state", deployment.status().state())
            .setAttribute("vcs.ref.head.name", deployment.branch())
            .setAttribute("vcs.ref.head.revision", deployment.commit());
    Span span = traces.begin(builder, root(deployment));
    switch (deployment.status()) {
      case DeploymentStatus.Failed failed -> {
        span.setAttribute("error.type", failed.stage());
        span.setStatus(StatusCode.ERROR);
      }
      case DeploymentStatus.Live(var release) -> span.setAttribute("aviary.release", release.id());
      default -> {}
    }
    span.end(clock.instant());
  }

  private SpanBuilder builder(String deployment, String step) {
    SpanContext root =
        onRecord(deployment)
            .map(this::root)
            .orElseGet(() -> root(deployment, SpanContext.getInvalid()));
    return builder(deployment, root, step);
  }

  /** A span is no reason to fail a step: without Redis it has no caller. */
  private Optional<Deployment> onRecord(String deployment) {
    try {
      return deployments.find(deployment);
    } catch (RedisException e) {
      return Optional.empty();
    }
  }

  private SpanBuilder builder(String deployment, SpanContext root, String step) {
    return tracer
        .spanBuilder(step)
        .setParent(Context.root().with(Span.wrap(root)))
        .setAttribute("aviary.deployment", deployment);
  }

  private static SpanContext caller(Deployment deployment) {
    return TraceContextFields.named(deployment.traceparent());
  }

  private SpanContext root(Deployment deployment) {
    return root(deployment.id(), caller(deployment));
  }

  /**
   * The span of a deployment.
   *
   * @param caller the span that it comes from; an invalid one: it begins its trace
   */
  private SpanContext root(String deployment, SpanContext caller) {
    String hash =
        HexFormat.of()
            .formatHex(Sha256.begin().digest((instance.name() + " " + deployment).getBytes(UTF_8)));
    return SpanContext.create(
        caller.isValid() ? caller.getTraceId() : hash.substring(0, 32),
        hash.substring(32, 48),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }
}

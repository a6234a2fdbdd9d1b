package dev.aviary.builder.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.hash.Sha256;
import dev.aviary.contract.trace.Traces;
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

/**
 * The spans of deployments, all of which are recorded: one trace for each, whichever process takes
 * its steps. Its ids follow from the deployment's, so that nobody has to keep them.
 */
@Singleton
public final class DeploymentTraces {
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
  public Span begin(String deployment, String step) {
    return builder(deployment, step).startSpan();
  }

  /** The same of a step that is done in a slot. */
  public Span begin(String deployment, String step, String slot) {
    return builder(deployment, step).setAttribute("aviary.slot", slot).startSpan();
  }

  /** A step that began then and has ended now. */
  public void ended(String deployment, String step, Instant since) {
    builder(deployment, step).setStartTimestamp(since).startSpan().end(clock.instant());
  }

  /** The same of a step that is done in a slot. */
  public void ended(String deployment, String step, String slot, Instant since) {
    builder(deployment, step)
        .setAttribute("aviary.slot", slot)
        .setStartTimestamp(since)
        .startSpan()
        .end(clock.instant());
  }

  /** A deployment ended, as its record says. */
  public void ended(String deployment) {
    if (enabled) {
      deployments.find(deployment).ifPresent(this::whole);
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
            .setNoParent()
            .setStartTimestamp(deployment.createdAt())
            .setAttribute("aviary.app", deployment.app())
            .setAttribute("aviary.track", deployment.track().id())
            .setAttribute("aviary.deployment", deployment.id())
            .setAttribute("aviary.trigger", deployment.trigger())
            .setAttribute("aviary.state", state(deployment.status()))
            .setAttribute("vcs.ref.head.name", deployment.branch())
            .setAttribute("vcs.ref.head.revision", deployment.commit());
    Span span = traces.begin(builder, root(deployment.id()));
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
    return tracer
        .spanBuilder(step)
        .setParent(Context.root().with(Span.wrap(root(deployment))))
        .setAttribute("aviary.deployment", deployment);
  }

  private SpanContext root(String deployment) {
    String hash =
        HexFormat.of()
            .formatHex(Sha256.begin().digest((instance.name() + " " + deployment).getBytes(UTF_8)));
    return SpanContext.create(
        hash.substring(0, 32),
        hash.substring(32, 48),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  private static String state(DeploymentStatus status) {
    return switch (status) {
      case DeploymentStatus.Queued _ -> "queued";
      case DeploymentStatus.Building _ -> "building";
      case DeploymentStatus.Starting _ -> "starting";
      case DeploymentStatus.Live _ -> "live";
      case DeploymentStatus.Replaced _ -> "replaced";
      case DeploymentStatus.Withdrawn _ -> "withdrawn";
      case DeploymentStatus.Failed _ -> "failed";
      case DeploymentStatus.Superseded _ -> "superseded";
      case DeploymentStatus.Cancelled _ -> "cancelled";
    };
  }
}

package dev.aviary.contract.trace;

import dev.aviary.contract.loop.Reach;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/*
 * The SDK's processor has a bounded queue too, but tells what it drops to OpenTelemetry's own
 * metrics alone. So the bound is here: it counts spans until they are sent, and the queue behind it
 * is never full.
 *
 * The exporter's deadline ends with the head of an answer: the JDK's client has none for its body
 * before Java 26. A receiver that stalls there would hold each of the exporter's threads for good.
 * So an exporter whose call has not ended when the next is due is closed, and another takes over.
 */

/**
 * Sends spans to a receiver of OTLP, on threads of its own. Nobody waits for it: what it cannot
 * take, or not send within {@link #PATIENCE}, is dropped and counted.
 */
final class SpanExport implements SpanProcessor {
  /** Spans that wait or are under way; they have 1 to 2 kB each. */
  static final int MOST = 2_048;

  /** For a call with its repetitions. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Until what came is sent, where it is less than a batch. */
  private static final Duration DELAY = Duration.ofSeconds(2);

  private static final int BATCH = 256;

  /** Of a call that may be repeated, with a second between and then longer. */
  private static final int TRIES = 3;

  /** Java's logging forgets the level of a logger that nobody holds. */
  private static final Logger SDK = Logger.getLogger("io.opentelemetry");

  private final BatchSpanProcessor batches;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();
  private final Reach receiver;

  SpanExport(TraceSettings settings) {
    // Each failure would be told with its stack, on the standard error output.
    SDK.setLevel(Level.OFF);
    receiver =
        new Reach(
            LoggerFactory.getLogger(SpanExport.class),
            "receiver of traces, " + settings.receiver());
    batches =
        BatchSpanProcessor.builder(new Sender(exporter(settings)))
            .setMaxQueueSize(MOST)
            .setMaxExportBatchSize(BATCH)
            .setScheduleDelay(DELAY)
            // The next batch is where a call that never ends is noticed.
            .setExporterTimeout(PATIENCE.plusSeconds(1))
            .build();
  }

  private static OtlpHttpSpanExporter exporter(TraceSettings settings) {
    return OtlpHttpSpanExporter.builder()
        .setEndpoint(settings.receiver().toString())
        .setHeaders(settings::fields)
        .setConnectTimeout(Duration.ofSeconds(2))
        .setTimeout(PATIENCE)
        .setRetryPolicy(RetryPolicy.getDefault().toBuilder().setMaxAttempts(TRIES).build())
        .build();
  }

  Reach.Standing receiver() {
    return receiver.standing();
  }

  /** Spans that are not sent yet. */
  int waiting() {
    return waiting.get();
  }

  /** Spans that nobody got. */
  LongAdder dropped() {
    return dropped;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (waiting.incrementAndGet() > MOST) {
      ended(1, false);
    } else {
      batches.onEnd(span);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return batches.forceFlush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return batches.shutdown();
  }

  private void ended(int spans, boolean sent) {
    waiting.addAndGet(-spans);
    if (!sent) {
      dropped.add(spans);
    }
  }

  /** Only the processor's thread uses it. */
  private final class Sender implements SpanExporter {
    private OtlpHttpSpanExporter exporter;
    private CompletableResultCode last = CompletableResultCode.ofSuccess();

    Sender(OtlpHttpSpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      if (!last.isDone()) {
        OtlpHttpSpanExporter stalled = exporter;
        exporter = stalled.toBuilder().build();
        stalled.shutdown();
      }
      int count = spans.size();
      CompletableResultCode result = exporter.export(spans);
      last = result;
      return result.whenComplete(() -> {
        if (result.isSuccess()) {
          receiver.held();
        } else {
          receiver.lost(reason(result.getFailureThrowable()));
        }
        ended(count, result.isSuccess());
      });
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }

  private static IOException reason(@Nullable Throwable failure) {
    if (failure instanceof HttpExportException http && http.getResponse() != null) {
      return new IOException("answered " + http.getResponse().getStatusCode());
    }
    Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
    return new IOException(String.valueOf(cause), failure);
  }
}

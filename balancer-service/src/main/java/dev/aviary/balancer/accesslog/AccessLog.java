package dev.aviary.balancer.accesslog;

import ch.qos.logback.core.rolling.RollingFileAppender;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the entries of all event loops on a thread of its own. An event loop never waits: while
 * the queue is full, entries are dropped and counted.
 */
@Singleton
public final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

  /** Batches of at most 256 entries that wait to be written. */
  private static final int WAITING = 64;

  /** Ends the writer, after what was handed over before. */
  private static final List<AccessEntry> END = List.of();

  private final boolean enabled;
  private final BlockingQueue<List<AccessEntry>> waiting = new ArrayBlockingQueue<>(WAITING);
  private final LongAdder dropped = new LongAdder();
  private final @Nullable RollingFileAppender<AccessEntry> file;
  private final Thread writer;

  AccessLog(AccessLogSettings settings, AccessFile files, MeterRegistry registry) {
    this.enabled = settings.enabled();
    this.file = enabled ? files.open() : null;
    this.writer = Thread.ofPlatform().name("access-log").daemon().unstarted(this::write);
    FunctionCounter.builder("aviary.access.log.dropped", dropped, LongAdder::sum)
        .description("Lines of the access log that were not written")
        .register(registry);
    if (enabled) {
      writer.start();
    }
  }

  /** For one event loop. */
  public AccessBuffer buffer() {
    return new AccessBuffer(this);
  }

  boolean enabled() {
    return enabled;
  }

  void take(List<AccessEntry> entries) {
    if (!waiting.offer(entries)) {
      dropped.add(entries.size());
    }
  }

  /** Writes what was handed over before, and ends. */
  @PreDestroy
  void close() throws InterruptedException {
    if (file != null) {
      waiting.put(END);
      writer.join();
      file.stop();
    }
  }

  private void write() {
    try {
      for (List<AccessEntry> entries = waiting.take();
          !entries.isEmpty();
          entries = waiting.take()) {
        append(entries);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void append(List<AccessEntry> entries) {
    try {
      RollingFileAppender<AccessEntry> to = file;
      if (to != null) {
        entries.forEach(to::doAppend);
        to.getOutputStream().flush();
      }
    } catch (Throwable e) {
      // An error ends no log.
      dropped.add(entries.size());
      LOG.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("Could not write the access log; its lines are lost");
    }
  }
}

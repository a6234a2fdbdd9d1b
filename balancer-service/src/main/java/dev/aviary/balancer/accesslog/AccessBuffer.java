package dev.aviary.balancer.accesslog;

import java.util.ArrayList;
import java.util.List;

/** Collects the log entries of one event loop and hands them to the writer in batches. */
public final class AccessBuffer {
  private static final int BATCH = 256;

  private final AccessLog log;
  private List<AccessEntry> entries = new ArrayList<>(BATCH);

  AccessBuffer(AccessLog log) {
    this.log = log;
  }

  public boolean enabled() {
    return log.enabled();
  }

  public void add(AccessEntry entry) {
    entries.add(entry);
    if (entries.size() == BATCH) {
      handOver();
    }
  }

  /** Nothing waits to be handed over. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** To be called now and then, so that a line does not wait for the next 255. */
  public void handOver() {
    if (!entries.isEmpty()) {
      log.take(entries);
      entries = new ArrayList<>(BATCH);
    }
  }
}

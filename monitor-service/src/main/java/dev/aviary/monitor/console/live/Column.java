package dev.aviary.monitor.console.live;

import java.util.Locale;

/** What is kept of a track for each span of time. */
enum Column {
  /** Requests a second. */
  REQUESTS,
  /** Failed ones of them a second. */
  ERRORS,
  /** Milliseconds. */
  P50,
  P95,
  P99,
  /** Percent of one CPU, the mean of its containers. */
  CPU,
  /** Bytes, the mean of its containers. */
  MEMORY;

  /** Whether it is 0 in a second without visitors. */
  boolean counts() {
    return this == REQUESTS || this == ERRORS;
  }

  /** The name on the wire. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.aviary.balancer.proxy;

import java.time.Duration;

/** The one thing that a client's connection waits for at a time, and until when. */
final class Deadline {
  enum Wait {
    /** Nothing came yet. */
    FIRST_BYTE,
    HEADER,
    NEXT_REQUEST,
    BODY,
    ANSWER,
    STREAM,
    TUNNEL,
    LINGER
  }

  private final Worker worker;
  private Wait wait = Wait.FIRST_BYTE;
  private long at;

  Deadline(Worker worker) {
    this.worker = worker;
  }

  void expect(Wait what, Duration within) {
    wait = what;
    at = worker.now() + within.toNanos();
  }

  Wait awaited() {
    return wait;
  }

  boolean passed(long now) {
    return now - at >= 0;
  }
}

package dev.aviary.balancer.proxy;

import java.time.Duration;

/** The one thing that a client's connection waits for at a time, and until when. */
final class Deadline {
  enum Wait {
    FIRST_BYTE,
    HEADER,
    NEXT_REQUEST,
    BODY,
    PAUSE,
    ANSWER,
    STREAM,
    TUNNEL,
    LINGER
  }

  private final Worker worker;
  private final Entrance entrance;
  private Wait awaited = Wait.FIRST_BYTE;
  private long since;
  private long at;

  Deadline(Worker worker, Entrance entrance) {
    this.worker = worker;
    this.entrance = entrance;
  }

  /**
   * Waits anew from now.
   *
   * @param clientTakes the client can be written to; if not, an answer waits for it
   */
  void expect(Wait what, boolean clientTakes) {
    awaited = what;
    since = worker.now();
    at = since + most(what, clientTakes).toNanos();
  }

  private Duration most(Wait what, boolean clientTakes) {
    Deadlines deadlines = worker.deadlines();
    return switch (what) {
      case FIRST_BYTE, HEADER -> deadlines.header();
      case NEXT_REQUEST -> deadlines.idle();
      case BODY -> deadlines.body();
      case PAUSE -> worker.lobby().hold();
      case ANSWER -> entrance.answer(deadlines);
      case STREAM -> clientTakes ? deadlines.stream() : deadlines.stall();
      case TUNNEL -> deadlines.tunnel();
      case LINGER -> deadlines.linger();
    };
  }

  Wait awaited() {
    return awaited;
  }

  /** {@link System#nanoTime()} when something moved last. */
  long since() {
    return since;
  }

  boolean passed(long now) {
    return now - at >= 0;
  }
}

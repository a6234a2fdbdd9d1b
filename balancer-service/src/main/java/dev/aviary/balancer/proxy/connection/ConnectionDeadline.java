package dev.aviary.balancer.proxy.connection;

import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.loop.Deadlines;
import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.proxy.relay.ClientSide.Awaited;
import java.time.Duration;

/** What a connection of a client, or a stream, waits for, one thing at a time, and until when. */
final class ConnectionDeadline {
  private final LoopContext loop;
  private final EntryPoint entryPoint;
  private Awaited awaited = Awaited.FIRST_BYTE;
  private long since;
  private long at;

  ConnectionDeadline(LoopContext loop, EntryPoint entryPoint) {
    this.loop = loop;
    this.entryPoint = entryPoint;
  }

  /**
   * Begins to wait, from now.
   *
   * @param clientTakes whether the client can be written to; if not, an answer waits for the client
   */
  void expect(Awaited what, boolean clientTakes) {
    awaited = what;
    since = loop.now();
    at = since + most(what, clientTakes).toNanos();
  }

  private Duration most(Awaited what, boolean clientTakes) {
    Deadlines deadlines = loop.deadlines();
    return switch (what) {
      case FIRST_BYTE, HEADER -> deadlines.header();
      case NEXT_REQUEST -> deadlines.idle();
      case BODY -> deadlines.body();
      case PAUSE -> loop.settings().pause().hold();
      case ANSWER -> entryPoint.answerDeadline(deadlines);
      case STREAM -> clientTakes ? deadlines.stream() : deadlines.stall();
      case TUNNEL -> deadlines.tunnel();
      case LINGER -> deadlines.linger();
    };
  }

  Awaited awaited() {
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

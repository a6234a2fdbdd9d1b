package dev.aviary.balancer.proxy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;

/**
 * Sends small messages of one event loop together, when its turn ends: whoever waits for them is
 * woken once and not for each of them, and the kernel's code for sending stays in the cache. None
 * waits for longer than the other events of that turn take.
 */
final class Outbox {
  /** Less than this may wait for the turn's end; what is more makes work enough by itself. */
  private static final int SMALL = 4_096;

  private final EventLoop loop;
  private final ArrayDeque<Channel> due = new ArrayDeque<>();

  Outbox(EventLoop loop) {
    this.loop = loop;
  }

  /** Sends what was written to the channel: at once, or at the end of this turn. */
  void flush(Channel channel) {
    if (channel.bytesBeforeUnwritable() < WaterMarks.WRITES.high() - SMALL) {
      channel.flush();
      return;
    }
    if (due.isEmpty()) {
      loop.execute(this::flushAll);
    }
    due.add(channel);
  }

  private void flushAll() {
    for (Channel channel = due.poll(); channel != null; channel = due.poll()) {
      channel.flush();
    }
  }
}

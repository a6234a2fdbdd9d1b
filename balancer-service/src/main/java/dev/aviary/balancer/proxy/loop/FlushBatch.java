package dev.aviary.balancer.proxy.loop;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;

/**
 * Sends the small messages of one event loop together, at the end of the loop's turn: a receiver of
 * several messages is woken once, and the kernel's code for sending stays in the CPU cache. A
 * message waits for no longer than the other events of that turn take.
 */
final class FlushBatch {
  /** Bytes. A smaller message waits for the end of the turn; a larger one is sent at once. */
  private static final int SMALL = 4_096;

  private final EventLoop loop;
  private final ArrayDeque<Channel> due = new ArrayDeque<>();

  FlushBatch(EventLoop loop) {
    this.loop = loop;
  }

  /** Sends what was written to the channel: at once, or at the end of this turn. */
  void flush(Channel channel) {
    if (channel.bytesBeforeUnwritable() < BufferSizes.WRITES.high() - SMALL) {
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

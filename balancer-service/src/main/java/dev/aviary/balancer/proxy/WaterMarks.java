package dev.aviary.balancer.proxy;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;

/**
 * How much of a message the balancer holds for one connection. Who takes nothing is read no further
 * for after a single read, so a thousand slow clients cost 32 MB and not all there is.
 */
final class WaterMarks {
  /** Below what one read brings: the second one waits until the first has left. */
  static final WriteBufferWaterMark WRITES = new WriteBufferWaterMark(8_192, 16_384);

  private static final int MOST_READ = 32_768;

  private WaterMarks() {}

  /** Sizes of buffers to read into, by what a connection brought before. */
  static RecvByteBufAllocator reads() {
    return new AdaptiveRecvByteBufAllocator(1_024, 2_048, MOST_READ);
  }
}

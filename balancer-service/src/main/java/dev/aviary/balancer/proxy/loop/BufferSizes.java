package dev.aviary.balancer.proxy.loop;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;

/**
 * How many bytes of a message the balancer holds for one connection. While a receiver takes
 * nothing, its sender is read once and no further: a thousand slow clients cost 32 MB.
 */
public final class BufferSizes {
  /** Less than one read brings: the second read waits until the first one was sent. */
  public static final WriteBufferWaterMark WRITES = new WriteBufferWaterMark(8_192, 16_384);

  /** Bytes of one read at most. */
  public static final int MOST_READ = 32_768;

  private BufferSizes() {}

  /** Sizes of the buffers to read into, by what a connection brought before. */
  public static RecvByteBufAllocator reads() {
    return new AdaptiveRecvByteBufAllocator(1_024, 2_048, MOST_READ);
  }
}

package dev.aviary.balancer.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Notices a request's first byte, before the codec keeps it until the head is complete. */
final class ArrivalWatch extends ChannelInboundHandlerAdapter {
  private final ClientConnection client;

  ArrivalWatch(ClientConnection client) {
    this.client = client;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    client.bytesArrived();
    ctx.fireChannelRead(message);
  }
}

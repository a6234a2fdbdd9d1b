package dev.aviary.balancer.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import java.net.SocketAddress;

/** HTTP/1.1 on one connection, both ways: a {@link MessageReader} with a {@link MessageWriter}. */
abstract class Codec extends MessageReader implements ChannelOutboundHandler {
  private final MessageWriter writer = new MessageWriter();

  Codec(Limits limits) {
    super(limits);
  }

  /** How the body of a message is framed that is about to be written. */
  abstract Framing framing(HttpMessage message);

  @Override
  public final void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpMessage head) {
      writer.begin(ctx, head, framing(head));
    }
    if (message instanceof HttpContent part) {
      writer.content(ctx, part, promise);
    } else if (!(message instanceof HttpMessage)) {
      writer.writePending(ctx);
      ctx.write(message, promise);
    }
  }

  @Override
  public final void flush(ChannelHandlerContext ctx) {
    writer.writePending(ctx);
    ctx.flush();
  }

  @Override
  public final void read(ChannelHandlerContext ctx) {
    ctx.read();
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    writer.writePending(ctx);
  }

  @Override
  public final void bind(ChannelHandlerContext ctx, SocketAddress local, ChannelPromise promise) {
    ctx.bind(local, promise);
  }

  @Override
  public final void connect(
      ChannelHandlerContext ctx,
      SocketAddress remote,
      SocketAddress local,
      ChannelPromise promise) {
    ctx.connect(remote, local, promise);
  }

  @Override
  public final void disconnect(ChannelHandlerContext ctx, ChannelPromise promise) {
    ctx.disconnect(promise);
  }

  @Override
  public final void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    ctx.close(promise);
  }

  @Override
  public final void deregister(ChannelHandlerContext ctx, ChannelPromise promise) {
    ctx.deregister(promise);
  }
}

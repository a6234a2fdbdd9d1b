package dev.aviary.balancer.proxy.connection;

import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.loop.FaultLog;
import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.proxy.relay.ClientSide.Awaited;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at the first bytes of a connection without TLS: a client that knows that HTTP/2 is spoken
 * here begins with a preface that is no request of HTTP/1 (RFC 9113, section 3.4).
 */
final class PrefaceCheck extends ByteToMessageDecoder implements OpenConnection {
  private final Owner owner;
  private final SocketChannel channel;
  private final ConnectionDeadline deadline;
  private final Consumer<Boolean> onKnown;
  private final ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
  private boolean known;

  /**
   * @param onKnown told whether the client speaks HTTP/2, and adds the handler that goes on
   */
  PrefaceCheck(
      Owner owner,
      LoopContext loop,
      EntryPoint entryPoint,
      SocketChannel channel,
      Consumer<Boolean> onKnown) {
    this.owner = owner;
    this.channel = channel;
    this.deadline = new ConnectionDeadline(loop, entryPoint);
    this.onKnown = onKnown;
  }

  /** Begins to handle what happens on a channel that becomes active. */
  void open() {
    channel.pipeline().addLast(this);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    owner.opened(this);
    deadline.expect(Awaited.FIRST_BYTE, true);
    ctx.read();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (known) {
      return;
    }
    int length = Math.min(in.readableBytes(), preface.readableBytes());
    boolean alike = in.slice(in.readerIndex(), length).equals(preface.slice(0, length));
    if (!alike || length == preface.readableBytes()) {
      known = true;
      owner.closed(this);
      onKnown.accept(alike);
      // What it holds goes to the handler that was added.
      ctx.pipeline().remove(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    owner.closed(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    FaultLog.report(cause);
    ctx.close();
  }

  @Override
  public void tick(long now) {
    if (deadline.passed(now)) {
      channel.close();
    }
  }

  @Override
  public int stalled() {
    return 0;
  }

  @Override
  public long movedAt() {
    return deadline.since();
  }

  @Override
  public void drain() {
    channel.close();
  }

  @Override
  public void abort() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }
}

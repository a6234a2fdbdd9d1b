package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.ClientCodec;
import dev.aviary.balancer.http.Limits;
import dev.aviary.balancer.route.Backend;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection to a backend: used by one exchange at a time, or idle in the pool. */
final class BackendConnection extends ChannelInboundHandlerAdapter {
  private final BackendPool pool;
  private final Backend backend;
  private final ClientCodec codec;
  private @Nullable Channel channel;
  private @Nullable BackendUser user;
  private boolean reused;
  private long idleSince;

  BackendConnection(BackendPool pool, Backend backend, Limits limits) {
    this.pool = pool;
    this.backend = backend;
    this.codec = new ClientCodec(limits);
  }

  ChannelHandler pipeline() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel made) {
        channel = made;
        made.pipeline().addLast(codec, BackendConnection.this);
      }
    };
  }

  Backend backend() {
    return backend;
  }

  /** Whether it carried a request before: the backend may have hung up without our knowing. */
  boolean reused() {
    return reused;
  }

  boolean open() {
    return channel().isActive();
  }

  boolean writable() {
    return channel().isWritable();
  }

  long idleSince() {
    return idleSince;
  }

  /** Whether bytes came that belong to no answer. */
  boolean holdsLeftovers() {
    return codec.holdsLeftovers();
  }

  void use(BackendUser by) {
    user = by;
  }

  /** Idle from now on; still reads, so as to notice that the backend hangs up. */
  void rest(long now) {
    user = null;
    reused = true;
    idleSince = now;
    channel().read();
  }

  void read() {
    channel().read();
  }

  void write(Object message) {
    channel().write(message, channel().voidPromise());
  }

  void flush() {
    pool.outbox().flush(channel());
  }

  /** Nothing more will be sent on it; what the backend sends is still read. */
  void endOutput() {
    channel()
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(done -> ((DuplexChannel) channel()).shutdownOutput());
  }

  /** Everything was read and written. */
  void closeAfterFlush() {
    user = null;
    channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  void close() {
    user = null;
    channel().close();
  }

  /** From now on bytes pass as they are, and either side may end before the other. */
  void leaveHttp() {
    channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel().pipeline().remove(codec);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (user != null) {
      user.fromBackend(message);
      return;
    }
    ReferenceCountUtil.release(message);
    spoiled(ctx);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (user != null) {
      user.backendReadComplete();
    } else if (codec.holdsLeftovers()) {
      spoiled(ctx);
    }
  }

  /** Nobody asked: whoever used the connection next would take what came for its answer. */
  private void spoiled(ChannelHandlerContext ctx) {
    pool.gone(this);
    ctx.close();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (user != null && ctx.channel().isWritable()) {
      user.backendWritable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (user instanceof Tunnel tunnel && event instanceof ChannelInputShutdownEvent) {
      tunnel.backendEnded();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (user == null) {
      pool.gone(this);
      return;
    }
    BackendUser last = user;
    user = null;
    last.backendClosed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (user != null) {
      user.backendFailed();
    }
    if (user != null && cause instanceof IOException) {
      ctx.read();
    } else {
      Unexpected.report(cause);
      ctx.close();
    }
  }

  private Channel channel() {
    return Objects.requireNonNull(channel, "the connection is made");
  }
}

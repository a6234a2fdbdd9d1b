package dev.aviary.balancer.proxy.backend;

import dev.aviary.balancer.http.ClientCodec;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.proxy.loop.FaultLog;
import dev.aviary.balancer.proxy.loop.LoopContext;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An HTTP/1 connection to a backend: used by one request at a time, or idle in the pool. */
public final class BackendConnection extends ChannelInboundHandlerAdapter
    implements BackendChannel {
  private final LoopContext loop;
  private final Backend backend;
  private final Consumer<BackendConnection> onIdleEnd;
  private final ClientCodec codec;
  private @Nullable Channel channel;
  private @Nullable User user;
  private boolean reused;
  private long idleSince;

  /**
   * @param onIdleEnd called when the connection closes while nothing uses it
   */
  BackendConnection(LoopContext loop, Backend backend, Consumer<BackendConnection> onIdleEnd) {
    this.loop = loop;
    this.backend = backend;
    this.onIdleEnd = onIdleEnd;
    this.codec = new ClientCodec(loop.limits());
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

  @Override
  public Backend backend() {
    return backend;
  }

  /** Whether it carried a request before: the backend may have closed it in the meantime. */
  @Override
  public boolean reused() {
    return reused;
  }

  /** HTTP/1 has no word for that. */
  @Override
  public boolean unprocessed() {
    return false;
  }

  boolean open() {
    return channel().isActive();
  }

  @Override
  public boolean writable() {
    return channel().isWritable();
  }

  long idleSince() {
    return idleSince;
  }

  /** Whether bytes arrived that belong to no answer. */
  boolean holdsLeftovers() {
    return codec.holdsLeftovers();
  }

  @Override
  public void use(User by) {
    user = by;
  }

  /** Makes the connection idle. It still reads, to notice when the backend closes it. */
  void rest(long now) {
    user = null;
    reused = true;
    idleSince = now;
    channel().read();
  }

  @Override
  public void read() {
    channel().read();
  }

  @Override
  public void begin(RequestHead head) {
    write(head.request());
  }

  @Override
  public void write(Object message) {
    channel().write(message, channel().voidPromise());
  }

  @Override
  public void flush() {
    loop.flush(channel());
  }

  /** Ends the sending half. What the backend sends is still read. */
  public void endOutput() {
    channel()
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(done -> ((DuplexChannel) channel()).shutdownOutput());
  }

  /**
   * Closes the connection once all that was written is sent; a backend that takes nothing of it has
   * the time that a client has to notice its end.
   */
  public void closeAfterFlush() {
    user = null;
    Channel closing = channel();
    closing.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    var late =
        closing
            .eventLoop()
            .schedule(
                () -> closing.close(), loop.deadlines().linger().toMillis(), TimeUnit.MILLISECONDS);
    closing.closeFuture().addListener(_ -> late.cancel(false));
  }

  @Override
  public void close() {
    user = null;
    channel().close();
  }

  /** Removes the codec: bytes pass as they are, and each side may end its half by itself. */
  public void leaveHttp() {
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

  /** Closes a connection with unasked bytes: the next request would take them for its answer. */
  private void spoiled(ChannelHandlerContext ctx) {
    onIdleEnd.accept(this);
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
    if (user != null && event instanceof ChannelInputShutdownEvent) {
      user.backendEnded();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (user == null) {
      onIdleEnd.accept(this);
      return;
    }
    User last = user;
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
      FaultLog.report(cause);
      ctx.close();
    }
  }

  private Channel channel() {
    return Objects.requireNonNull(channel, "the connection is made");
  }
}

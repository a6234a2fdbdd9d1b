package dev.aviary.balancer.proxy.backend;

import dev.aviary.balancer.http.ClientCodec;
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

/** A connection to a backend: used by one request at a time, or idle in the pool. */
public final class BackendConnection extends ChannelInboundHandlerAdapter {
  private final LoopContext loop;
  private final Backend backend;
  private final Consumer<BackendConnection> onIdleEnd;
  private final ClientCodec codec;
  private @Nullable Channel channel;
  private @Nullable User user;
  private boolean reused;
  private long idleSince;

  /** What uses the connection at the moment, and is told what happens on it. */
  public interface User {

    /** A decoded part of an answer, or bytes after {@link #leaveHttp}. The user releases it. */
    void fromBackend(Object message);

    void backendReadComplete();

    /** The backend can be written to again. */
    void backendWritable();

    /** The backend takes no more bytes. Some of its answer may still be there to read. */
    void backendFailed();

    /** After {@link #leaveHttp}: the backend sends no more, and may still be written to. */
    default void backendEnded() {}

    /** The connection is closed. */
    void backendClosed();
  }

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

  public Backend backend() {
    return backend;
  }

  /** Whether it carried a request before: the backend may have closed it in the meantime. */
  public boolean reused() {
    return reused;
  }

  boolean open() {
    return channel().isActive();
  }

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

  /** From now on this user is told what happens. */
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

  public void read() {
    channel().read();
  }

  public void write(Object message) {
    channel().write(message, channel().voidPromise());
  }

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

  /** Closes the connection now, whatever of the request was not sent. */
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

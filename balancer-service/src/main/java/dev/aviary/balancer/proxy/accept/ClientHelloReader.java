package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.tls.ClientHello;
import dev.aviary.balancer.tls.ServedHost;
import dev.aviary.balancer.tls.ServedHosts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first message of a client and goes on with the certificate of the host that it names. A
 * client that names none of the hosts here gets an alert and no certificate.
 */
final class ClientHelloReader extends SslClientHelloHandler<SslContext> {
  /** Bytes of the first message. Those of browsers have less than 2,000. */
  private static final int LONGEST = 16_384;

  /** A fatal alert, unrecognized_name (RFC 6066, section 3), in a record of its own. */
  private static final ByteBuf UNRECOGNIZED =
      Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[] {21, 3, 3, 0, 2, 2, 112}))
          .asReadOnly();

  private final ServedHosts hosts;
  private final Listener listener;

  /** Told what the handshake goes on with. */
  interface Listener {
    /**
     * @param host null: a challenge is answered, and nothing else
     */
    void chosen(@Nullable ServedHost host);
  }

  ClientHelloReader(ServedHosts hosts, Listener listener) {
    super(LONGEST);
    this.hosts = hosts;
    this.listener = listener;
  }

  @Override
  protected Future<SslContext> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf message) {
    ClientHello hello = message == null ? ClientHello.NOTHING : ClientHello.read(message);
    try {
      SslContext context =
          ServedHosts.asksForChallenge(hello) ? challenge(hello) : serving(hello.host());
      return context == null
          ? ctx.executor().newFailedFuture(new SSLException("not a host of this server"))
          : ctx.executor().newSucceededFuture(context);
    } catch (SSLException e) {
      return ctx.executor().newFailedFuture(e);
    }
  }

  private @Nullable SslContext challenge(ClientHello hello) throws SSLException {
    listener.chosen(null);
    return hosts.challenge(hello);
  }

  private @Nullable SslContext serving(@Nullable String name) {
    ServedHost host = name == null ? null : hosts.find(name);
    listener.chosen(host);
    return host == null ? null : host.context();
  }

  @Override
  protected void onLookupComplete(ChannelHandlerContext ctx, Future<SslContext> future) {
    if (future.isSuccess()) {
      SslHandler handler = future.getNow().newHandler(ctx.alloc());
      // The deadline of the handshake is the connection's.
      handler.setHandshakeTimeoutMillis(0);
      ctx.pipeline().replace(this, null, handler);
    } else {
      ctx.writeAndFlush(UNRECOGNIZED.duplicate()).addListener(ChannelFutureListener.CLOSE);
    }
  }
}

package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.tls.ServedHost;
import dev.aviary.balancer.tls.ServedHosts;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One TLS handshake, from the connection of a client to its end; then the protocol takes over. */
final class TlsHandshake extends ChannelInboundHandlerAdapter {
  private final SocketChannel channel;
  private final Peer peer;
  private final Owner owner;
  private final long until;
  private @Nullable ServedHost host;

  /** Keeps the handshakes that are under way. */
  interface Owner {
    void ended(TlsHandshake handshake);

    /**
     * The connection is secured, and is the owner's from now on.
     *
     * @param protocol what was agreed on (RFC 7301); null: the client named none
     */
    void secured(SocketChannel channel, Peer peer, ServedHost host, @Nullable String protocol);
  }

  /**
   * @param until {@link System#nanoTime()} at which the client has had enough time
   */
  TlsHandshake(SocketChannel channel, Peer peer, Owner owner, long until) {
    this.channel = channel;
    this.peer = peer;
    this.owner = owner;
    this.until = until;
  }

  void open(ServedHosts hosts) {
    channel.pipeline().addLast(new ClientHelloReader(hosts, chosen -> host = chosen), this);
  }

  /** Ends a handshake that takes for too long. */
  void tick(long now) {
    if (now - until >= 0) {
      abort();
    }
  }

  /** Closes the connection, past TLS: a client that is silent would not take its end either. */
  void abort() {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    if (first != null) {
      first.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    // Data of a client that asked for a challenge.
    ReferenceCountUtil.release(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (!(event instanceof SslHandshakeCompletionEvent completion)) {
      return;
    }
    if (!completion.isSuccess() || host == null) {
      ctx.close();
      return;
    }
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    owner.ended(this);
    ctx.pipeline().remove(this);
    String version = tls.engine().getSession().getProtocol();
    owner.secured(channel, peer.secured(version), host, tls.applicationProtocol());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    owner.ended(this);
  }

  /** A handshake that fails is the client's affair, and scanners make many. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}

package dev.aviary.balancer.proxy.accept;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the header by which a proxy names the client of a connection (PROXY protocol, versions
 * 1 and 2, of HAProxy's doc/proxy-protocol.txt). It comes before anything else, TLS too. A
 * connection without a valid one is closed. Netty's decoder does the reading; an address of another
 * kind than IPv4 or IPv6, and a datagram, is not valid here.
 */
final class ProxyHeader extends SimpleChannelInboundHandler<HAProxyMessage> {
  /** Type-length-value pairs of version 2 hold no more, in bytes; they are not read. */
  private static final int MOST_EXTENSIONS = 4_096;

  private final Duration deadline;
  private final Consumer<@Nullable InetAddress> found;
  private @Nullable Future<?> expiry;

  private ProxyHeader(Duration deadline, Consumer<@Nullable InetAddress> found) {
    this.deadline = deadline;
    this.found = found;
  }

  /**
   * @param deadline after which a connection without its header is closed
   * @param found told the client, or null where the proxy speaks for itself; adds the handlers of
   *     what follows, which then see the channel become active
   */
  static void await(
      SocketChannel channel, Duration deadline, Consumer<@Nullable InetAddress> found) {
    channel
        .pipeline()
        .addLast(new HAProxyMessageDecoder(MOST_EXTENSIONS), new ProxyHeader(deadline, found));
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    expiry = ctx.executor().schedule(() -> ctx.close(), deadline.toMillis(), TimeUnit.MILLISECONDS);
    ctx.read();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.read();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) {
    stopWaiting();
    if (speaksForItself(header)) {
      handOn(ctx, null);
    } else if (overTcp(header.proxiedProtocol())) {
      handOn(ctx, InetAddress.ofLiteral(header.sourceAddress()));
    } else {
      ctx.close();
    }
  }

  private void handOn(ChannelHandlerContext ctx, @Nullable InetAddress client) {
    found.accept(client);
    ctx.fireChannelActive();
    ctx.pipeline().remove(this);
  }

  private static boolean speaksForItself(HAProxyMessage header) {
    return header.command() == HAProxyCommand.LOCAL
        || header.proxiedProtocol() == HAProxyProxiedProtocol.UNKNOWN;
  }

  private static boolean overTcp(HAProxyProxiedProtocol protocol) {
    return protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stopWaiting();
  }

  /** What is no header. The decoder has closed the connection. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private void stopWaiting() {
    if (expiry != null) {
      expiry.cancel(false);
    }
  }
}

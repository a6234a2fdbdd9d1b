package dev.aviary.balancer.proxy.connection;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.RefusalPage;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.exchange.Exchange;
import dev.aviary.balancer.proxy.exchange.ExchangeContext;
import dev.aviary.balancer.proxy.loop.FaultLog;
import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.proxy.relay.ClientSide.Awaited;
import dev.aviary.balancer.proxy.relay.Tunnel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1 connection of a client, from its first byte to its end: passes what happens on it to
 * the present exchange, or to the tunnel that the connection became.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter
    implements OpenConnection, PipelinedRequests.Connection {
  private final LoopContext loop;
  private final Owner owner;
  private final Http1Channel channel;
  private final Peer peer;
  private final ConnectionDeadline deadline;
  private final PipelinedRequests requests;
  private @Nullable Tunnel tunnel;
  private boolean closing;

  Http1Connection(
      Owner owner,
      ExchangeContext context,
      EntryPoint entryPoint,
      SocketChannel channel,
      Peer peer) {
    this.loop = context.loop();
    this.owner = owner;
    this.channel = new Http1Channel(channel, loop, this::bytesArrived);
    this.peer = peer;
    this.deadline = new ConnectionDeadline(loop, entryPoint);
    this.requests = new PipelinedRequests(this, context, entryPoint);
  }

  /** Begins to handle what happens on a channel that becomes active. */
  void open() {
    channel.handle(this);
  }

  /** The same, on one that is active. */
  void takeOver() {
    channel.handle(this);
    begin();
  }

  private void begin() {
    owner.opened(this);
    progressed(Awaited.FIRST_BYTE);
    read();
  }

  @Override
  public Http1Channel channel() {
    return channel;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public boolean closing() {
    return closing;
  }

  @Override
  public void read() {
    if (!requests.anyWaits()) {
      channel.read();
    }
  }

  @Override
  public void progressed(Awaited next) {
    deadline.expect(next, channel.writable());
  }

  @Override
  public void answer(FullHttpResponse page, boolean toHead, boolean keep) {
    channel.answersHead(toHead);
    channel.writePage(page, !keep);
    exchangeEnded(keep);
  }

  @Override
  public void exchangeEnded(boolean keep) {
    boolean nothingFollows = requests.nothingFollows();
    requests.exchangeEnded();
    if (keep && !(loop.draining() && !requests.anyWaits())) {
      progressed(channel.holdsPartOfHead() ? Awaited.HEADER : Awaited.NEXT_REQUEST);
      requests.next();
      if (requests.current() == null && !closing) {
        read();
      }
    } else if (nothingFollows) {
      closeAfterFlush();
    } else {
      linger();
    }
  }

  @Override
  public void becomeTunnel(Tunnel made) {
    requests.exchangeEnded();
    tunnel = made;
    progressed(Awaited.TUNNEL);
    channel.flush();
    made.leaveHttp();
    channel.leaveHttp();
    made.open();
  }

  @Override
  public void closeAfterFlush() {
    closing = true;
    progressed(Awaited.LINGER);
    channel.closeAfterFlush();
  }

  @Override
  public void abort() {
    closing = true;
    if (tunnel != null) {
      tunnel.abort();
    }
    channel.reset();
  }

  /**
   * Closes the connection, unless a request, the beginning of one or a tunnel is on it: each answer
   * is the last one.
   */
  @Override
  public void drain() {
    boolean begun = deadline.awaited() == Awaited.HEADER;
    if (requests.current() == null && tunnel == null && !begun && !closing) {
      closeAfterFlush();
    }
  }

  /** Ends the sending half. What the client still sends is dropped until it notices. */
  private void linger() {
    closing = true;
    requests.discard();
    channel.decodeOn();
    progressed(Awaited.LINGER);
    channel.endOutputAndListen();
    read();
  }

  private void bytesArrived() {
    if (requests.current() == null && !closing && deadline.awaited() != Awaited.HEADER) {
      progressed(Awaited.HEADER);
    }
  }

  @Override
  public int stalled() {
    Exchange exchange = requests.current();
    boolean held =
        !channel.writable()
            || (tunnel != null && tunnel.backendStalled())
            || (exchange != null && exchange.backendStalled());
    return held ? 1 : 0;
  }

  @Override
  public long movedAt() {
    return deadline.since();
  }

  @Override
  public void tick(long now) {
    Exchange exchange = requests.current();
    if (exchange != null) {
      exchange.tick(now);
    }
    if (deadline.passed(now)) {
      expired();
    }
  }

  private void expired() {
    Exchange exchange = requests.current();
    if (exchange != null) {
      exchange.expired();
    } else if (deadline.awaited() == Awaited.HEADER && !closing) {
      answer(RefusalPage.of(Refusals.REQUEST_TIMEOUT), false, false);
    } else {
      closing = true;
      channel.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    begin();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (tunnel != null) {
      tunnel.fromClient(message);
    } else if (closing) {
      ReferenceCountUtil.release(message);
    } else {
      requests.arrived(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    Exchange exchange = requests.current();
    if (tunnel != null) {
      tunnel.clientReadComplete();
    } else if (exchange != null) {
      exchange.clientReadComplete();
    } else {
      read();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!channel.writable()) {
      return;
    }
    Exchange exchange = requests.current();
    if (tunnel != null) {
      tunnel.clientWritable();
    } else if (exchange != null) {
      exchange.clientWritable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (tunnel != null && event instanceof ChannelInputShutdownEvent) {
      tunnel.clientEnded();
    } else if (event instanceof SslCloseCompletionEvent && !closing) {
      // The client ended TLS. With that BoringSSL ends the other direction too.
      channel.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    owner.closed(this);
    closing = true;
    requests.discard();
    Exchange exchange = requests.current();
    if (tunnel != null) {
      tunnel.clientClosed();
    } else if (exchange != null) {
      exchange.clientLeft();
      requests.exchangeEnded();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    FaultLog.report(cause);
    ctx.close();
  }
}

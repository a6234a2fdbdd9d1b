package dev.aviary.balancer.proxy;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.RefusalPage;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.proxy.Deadline.Wait;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection, from its first byte to its end: tells whose turn it is, or the tunnel that
 * it became, what happens on it.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {
  private final Worker worker;
  private final ClientChannel channel;
  private final Peer peer;
  private final Deadline deadline;
  private final Turns turns;
  private @Nullable Tunnel tunnel;
  private boolean closing;

  ClientConnection(Worker worker, Entrance entrance, SocketChannel channel, Peer peer) {
    this.worker = worker;
    this.channel = new ClientChannel(channel, worker, this::bytesArrived);
    this.peer = peer;
    this.deadline = new Deadline(worker, entrance);
    this.turns = new Turns(this, worker, entrance);
  }

  void open() {
    channel.handle(this);
  }

  ClientChannel channel() {
    return channel;
  }

  Peer peer() {
    return peer;
  }

  /** Nothing more of what it sends counts. */
  boolean closing() {
    return closing;
  }

  /** Reads on, unless requests wait already. */
  void read() {
    if (!turns.anyWaits()) {
      channel.read();
    }
  }

  /** Something moved; from now this is what is waited for. */
  void progressed(Wait next) {
    deadline.expect(next, channel.writable());
  }

  /** Answers in a backend's place; ends the exchange, if there is one. */
  void answer(FullHttpResponse page, boolean toHead, boolean keep) {
    channel.answersHead(toHead);
    channel.writePage(page, !keep);
    exchangeEnded(keep);
  }

  void exchangeEnded(boolean keep) {
    boolean nothingFollows = turns.nothingFollows();
    turns.ended();
    if (keep && !(worker.draining() && !turns.anyWaits())) {
      progressed(channel.holdsPartOfHead() ? Wait.HEADER : Wait.NEXT_REQUEST);
      turns.next();
      if (turns.current() == null && !closing) {
        read();
      }
    } else if (nothingFollows) {
      closeAfterFlush();
    } else {
      linger();
    }
  }

  void becomeTunnel(Tunnel made) {
    turns.ended();
    tunnel = made;
    progressed(Wait.TUNNEL);
    channel.flush();
    made.leaveHttp();
    channel.leaveHttp();
    made.open();
  }

  void closeAfterFlush() {
    closing = true;
    progressed(Wait.LINGER);
    channel.closeAfterFlush();
  }

  void abort() {
    closing = true;
    channel.reset();
  }

  void closeIfIdle() {
    if (turns.current() == null && tunnel == null && !closing) {
      closeAfterFlush();
    }
  }

  /** Only our side ends; what the client still sends is read until it notices, and dropped. */
  private void linger() {
    closing = true;
    turns.discard();
    channel.decodeOn();
    progressed(Wait.LINGER);
    channel.endOutput();
    read();
  }

  private void bytesArrived() {
    if (turns.current() == null && !closing && deadline.awaited() != Wait.HEADER) {
      progressed(Wait.HEADER);
    }
  }

  /** Takes nothing of what is written to it at the moment. */
  boolean stalled() {
    return !channel.writable();
  }

  /** {@link System#nanoTime()} when something moved last. */
  long movedAt() {
    return deadline.since();
  }

  void tick(long now) {
    Exchange exchange = turns.current();
    if (exchange != null) {
      exchange.tick(now);
    }
    if (deadline.passed(now)) {
      expired();
    }
  }

  private void expired() {
    Exchange exchange = turns.current();
    if (exchange != null) {
      exchange.expired();
    } else if (deadline.awaited() == Wait.HEADER && !closing) {
      answer(RefusalPage.of(Refusals.REQUEST_TIMEOUT), false, false);
    } else {
      closing = true;
      channel.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    worker.joined(this);
    progressed(Wait.FIRST_BYTE);
    read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (tunnel != null) {
      tunnel.fromClient(message);
    } else if (closing) {
      ReferenceCountUtil.release(message);
    } else {
      turns.arrived(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    Exchange exchange = turns.current();
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
    Exchange exchange = turns.current();
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
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    worker.left(this);
    closing = true;
    turns.discard();
    Exchange exchange = turns.current();
    if (tunnel != null) {
      tunnel.clientClosed();
    } else if (exchange != null) {
      exchange.clientLeft();
      turns.ended();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Unexpected.report(cause);
    ctx.close();
  }
}

package dev.aviary.balancer.proxy;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.RefusalPage;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.proxy.Deadline.Wait;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A client's connection: one exchange at a time; pipelined requests wait their turn. */
final class ClientConnection extends ChannelInboundHandlerAdapter {
  private final Worker worker;
  private final Entrance entrance;
  private final ClientChannel channel;
  private final Peer peer;
  private final Deadline deadline;
  private final Deque<Object> waiting = new ArrayDeque<>();
  private @Nullable Exchange exchange;
  private @Nullable Tunnel tunnel;
  private boolean takingNext;
  private boolean closing;

  ClientConnection(Worker worker, Entrance entrance, SocketChannel channel, Peer peer) {
    this.worker = worker;
    this.entrance = entrance;
    this.channel = new ClientChannel(channel, worker);
    this.peer = peer;
    this.deadline = new Deadline(worker);
  }

  void open() {
    channel.handle(new ArrivalWatch(this), this);
  }

  ClientChannel channel() {
    return channel;
  }

  Peer peer() {
    return peer;
  }

  /** Reads on, unless requests wait already: no more than one read's worth ever does. */
  void read() {
    if (waiting.isEmpty()) {
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
    boolean nothingFollows = exchange != null && exchange.lastOfClient() && waiting.isEmpty();
    exchange = null;
    if (keep && !(worker.draining() && waiting.isEmpty())) {
      progressed(channel.holdsPartOfHead() ? Wait.HEADER : Wait.NEXT_REQUEST);
      next();
      if (exchange == null && !closing) {
        read();
      }
    } else if (nothingFollows) {
      closeAfterFlush();
    } else {
      linger();
    }
  }

  void becomeTunnel(Tunnel made) {
    exchange = null;
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
    if (exchange == null && tunnel == null && !closing) {
      closeAfterFlush();
    }
  }

  private void linger() {
    closing = true;
    discardWaiting();
    progressed(Wait.LINGER);
    channel.endOutput();
    read();
  }

  private void discardWaiting() {
    while (!waiting.isEmpty()) {
      ReferenceCountUtil.release(waiting.removeFirst());
    }
  }

  void bytesArrived() {
    if (exchange == null && !closing && deadline.awaited() != Wait.HEADER) {
      progressed(Wait.HEADER);
    }
  }

  void tick(long now) {
    if (exchange != null) {
      exchange.tick(now);
    }
    if (deadline.passed(now)) {
      expired();
    }
  }

  private void expired() {
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
    } else if (exchange != null && exchange.requestComplete()) {
      waiting.add(message);
    } else {
      take(message);
    }
  }

  private void take(Object message) {
    if (message instanceof HttpRequest request) {
      begin(request);
    } else if (exchange != null) {
      exchange.fromClient((HttpContent) message);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest request) {
    Refusal refusal = worker.frameCheck().check(request);
    if (refusal != null) {
      new Account(worker.accessBuffer(), peer, request)
          .close(refusal.status().code(), refusal, 0, 0, 0);
      answer(RefusalPage.of(refusal), request.method().equals(HttpMethod.HEAD), false);
      return;
    }
    RequestHead head = RequestHead.read(request);
    channel.answersHead(head.head());
    exchange = new Exchange(this, worker, entrance, head);
    if (head.body()) {
      exchange.begin();
    }
  }

  /** Takes up what arrived while the last exchange went on. */
  private void next() {
    if (takingNext) {
      return;
    }
    takingNext = true;
    while (!closing && !waiting.isEmpty() && (exchange == null || !exchange.requestComplete())) {
      take(waiting.removeFirst());
    }
    takingNext = false;
    if (exchange != null) {
      exchange.clientReadComplete();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
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
    discardWaiting();
    if (tunnel != null) {
      tunnel.clientClosed();
    } else if (exchange != null) {
      exchange.clientLeft();
      exchange = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Unexpected.report(cause);
    ctx.close();
  }
}

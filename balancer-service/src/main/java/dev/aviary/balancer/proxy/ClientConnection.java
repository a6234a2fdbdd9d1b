package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.RefusalPage;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.ServerCodec;
import dev.aviary.balancer.proxy.Deadline.Wait;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A client's connection: one exchange at a time; pipelined requests wait their turn. */
final class ClientConnection extends ChannelInboundHandlerAdapter {
  private final Worker worker;
  private final Entrance entrance;
  private final Channel channel;
  private final ServerCodec codec;
  private final Deadline deadline;
  private final Deque<Object> waiting = new ArrayDeque<>();
  private final String address;
  private @Nullable Exchange exchange;
  private @Nullable Tunnel tunnel;
  private boolean takingNext;
  private boolean closing;

  ClientConnection(Worker worker, Entrance entrance, Channel channel) {
    this.worker = worker;
    this.entrance = entrance;
    this.channel = channel;
    this.codec = new ServerCodec(worker.limits());
    this.deadline = new Deadline(worker);
    this.address =
        channel.remoteAddress() instanceof InetSocketAddress inet
            ? inet.getAddress().getHostAddress()
            : "unknown";
    channel.pipeline().addLast(new ArrivalWatch(this), codec, this);
  }

  // What the exchange and the tunnel do with it.

  String address() {
    return address;
  }

  void read() {
    channel.read();
  }

  boolean writable() {
    return channel.isWritable();
  }

  void write(Object message) {
    channel.write(message, channel.voidPromise());
  }

  void flush() {
    channel.flush();
  }

  /** Something moved; from now this is what is waited for. */
  void progressed(Wait next) {
    deadline.expect(
        next,
        switch (next) {
          case FIRST_BYTE, HEADER -> worker.deadlines().header();
          case NEXT_REQUEST -> worker.deadlines().idle();
          case BODY -> worker.deadlines().body();
          case ANSWER -> worker.deadlines().answer();
          case STREAM -> writable() ? worker.deadlines().stream() : worker.deadlines().stall();
          case TUNNEL -> worker.deadlines().tunnel();
          case LINGER -> worker.deadlines().linger();
        });
  }

  /** Tells a client that holds its body back to send it (RFC 9110, 10.1.1). */
  void askForBody() {
    write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    write(LastHttpContent.EMPTY_LAST_CONTENT);
    flush();
  }

  /** Answers in the backend's place. */
  void answer(Refusal refusal, RequestHead head) {
    boolean keep =
        !refusal.fatal()
            && head.keepAlive()
            && exchange != null
            && exchange.requestComplete()
            && !worker.draining();
    answer(refusal, head.head(), keep);
  }

  private void answer(Refusal refusal, boolean toHead, boolean keep) {
    FullHttpResponse page = RefusalPage.of(refusal);
    if (!keep) {
      page.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    codec.answersHead(toHead);
    write(page);
    flush();
    exchangeEnded(keep);
  }

  void exchangeEnded(boolean keep) {
    boolean allRead = exchange != null && exchange.requestComplete() && waiting.isEmpty();
    exchange = null;
    if (keep && !(worker.draining() && waiting.isEmpty())) {
      progressed(Wait.NEXT_REQUEST);
      next();
      if (exchange == null && !closing) {
        read();
      }
    } else if (allRead) {
      closeAfterFlush();
    } else {
      linger();
    }
  }

  void becomeTunnel(Tunnel made) {
    exchange = null;
    tunnel = made;
    progressed(Wait.TUNNEL);
    flush();
    made.leaveHttp();
    channel.pipeline().remove(ArrivalWatch.class);
    channel.pipeline().remove(codec);
    made.open();
  }

  void closeAfterFlush() {
    closing = true;
    progressed(Wait.LINGER);
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** Ends so that the client notices that its answer is not whole. */
  void abort() {
    closing = true;
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  void closeIfIdle() {
    if (exchange == null && tunnel == null && !closing) {
      closeAfterFlush();
    }
  }

  /**
   * The client still sends what nobody reads. Closing at once would reset the connection and could
   * destroy the answer on its way (RFC 9112, section 9.6).
   */
  private void linger() {
    closing = true;
    discardWaiting();
    progressed(Wait.LINGER);
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(done -> ((DuplexChannel) channel).shutdownOutput());
    read();
  }

  // Time.

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
      answer(Refusals.REQUEST_TIMEOUT, false, false);
    } else {
      closing = true;
      channel.close();
    }
  }

  // What the channel tells.

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    worker.joined(this);
    progressed(Wait.FIRST_BYTE);
    ctx.read();
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
      answer(refusal, request.method().equals(HttpMethod.HEAD), false);
      return;
    }
    RequestHead head = RequestHead.read(request);
    codec.answersHead(head.head());
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
    } else if (exchange == null) {
      ctx.read();
    } else if (waiting.isEmpty()) {
      exchange.clientReadComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!ctx.channel().isWritable()) {
      return;
    }
    if (tunnel != null) {
      tunnel.clientWritable();
    } else if (exchange != null) {
      exchange.clientWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closing = true;
    worker.left(this);
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
    ctx.close();
  }

  private void discardWaiting() {
    while (!waiting.isEmpty()) {
      ReferenceCountUtil.release(waiting.removeFirst());
    }
  }
}

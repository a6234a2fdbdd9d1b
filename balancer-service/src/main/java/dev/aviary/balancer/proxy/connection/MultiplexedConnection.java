package dev.aviary.balancer.proxy.connection;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.exchange.ExchangeContext;
import dev.aviary.balancer.proxy.loop.FaultLog;
import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.proxy.loop.StreamedConnection;
import dev.aviary.balancer.proxy.relay.ClientSide.Awaited;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/*
 * The end in good order takes two steps (RFC 9113, section 6.8). A GOAWAY with the highest stream
 * says that the connection ends; the client's answer to a PING says that it has read it. Requests
 * that were on their way are answered. A second GOAWAY names the last of them.
 */

/** An HTTP/2 connection of a client: many requests at a time, each on a stream of its own. */
final class MultiplexedConnection extends StreamedConnection<RequestStream>
    implements OpenConnection, RequestStream.Connection {

  /** The same of all bodies of the connection. */
  private static final int CONNECTION_WINDOW = 1_048_576;

  private static final long DRAIN_PING = 0x6176_6961_7279L;
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ExchangeContext context;
  private final LoopContext loop;
  private final Owner owner;
  private final EntryPoint entryPoint;
  private final SocketChannel channel;
  private final Peer peer;
  private final ConnectionDeadline deadline;
  private final FrameBudget budget;
  private Draining draining = Draining.NO;
  private long drainingSince;

  private enum Draining {
    NO,
    /** The client was told; streams that it opened before it knows are answered. */
    TOLD,
    /** No further stream is answered. */
    LAST
  }

  MultiplexedConnection(
      Owner owner,
      ExchangeContext context,
      EntryPoint entryPoint,
      SocketChannel channel,
      Peer peer,
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings) {
    super(context.loop(), decoder, encoder, settings);
    this.context = context;
    this.loop = context.loop();
    this.owner = owner;
    this.entryPoint = entryPoint;
    this.channel = channel;
    this.peer = peer;
    this.deadline = new ConnectionDeadline(loop, entryPoint);
    this.budget = new FrameBudget(loop.settings().http2().idleFrames(), loop.now());
    decoder.frameListener(new Frames());
    encoder.connection().addListener(new Streams());
  }

  /** Handles its channel, which is active, from its first byte. */
  void takeOver() {
    owner.opened(this);
    deadline.expect(Awaited.FIRST_BYTE, true);
    channel.pipeline().addLast(this);
    if (loop.draining()) {
      drain();
    }
    channel.read();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) throws Exception {
    super.handlerAdded(added);
    allow(CONNECTION_WINDOW);
  }

  @Override
  public Peer peer() {
    return peer;
  }

  /** Takes a frame that brings nothing of a request. */
  private void spend() throws Http2Exception {
    if (!budget.spend(System.nanoTime())) {
      throw Http2Exception.connectionError(
          Http2Error.ENHANCE_YOUR_CALM, "Too many frames that carry no part of a request");
    }
  }

  private void sent(int bytes) {
    budget.earn(2 + bytes / 1_024);
  }

  private RequestStream opened(int id) {
    Http2Stream stream = connection().stream(id);
    var out = new StreamChannel(ctx(), encoder(), stream, loop, this::sent);
    var request = new RequestStream(this, context, entryPoint, stream, out);
    streams.put(id, request);
    return request;
  }

  @Override
  protected void handleServerHeaderDecodeSizeError(ChannelHandlerContext ctx, Http2Stream stream) {
    // Trailers come on a stream whose request is under way: its reset is its end.
    if (!streams.containsKey(stream.id())) {
      opened(stream.id()).headTooLarge();
      // Netty resets the stream next, and with it what waits.
      flush(ctx);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    owner.closed(this);
    super.channelInactive(ctx);
  }

  @Override
  public void tick(long now) {
    List.copyOf(streams.values()).forEach(each -> tick(each, now));
    if (draining == Draining.TOLD && now - drainingSince > DRAIN_NANOS) {
      finishDraining();
    } else if (streams.isEmpty() && deadline.passed(now)) {
      expired();
    }
  }

  /** A fault of one stream does not keep the others from their deadlines. */
  private void tick(RequestStream stream, long now) {
    try {
      stream.tick(now);
    } catch (RuntimeException e) {
      FaultLog.report(e);
      stream.abort();
    }
  }

  private void expired() {
    if (deadline.awaited() == Awaited.LINGER || deadline.awaited() == Awaited.FIRST_BYTE) {
      channel.close();
    } else {
      sendGoAway(connection().remote().lastStreamCreated());
      closeAfterFlush();
    }
  }

  @Override
  public int stalled() {
    int sum = 0;
    for (RequestStream each : streams.values()) {
      sum += each.stalled();
    }
    return sum;
  }

  @Override
  public long movedAt() {
    long at = deadline.since();
    for (RequestStream each : streams.values()) {
      if (each.stalled() > 0 && each.movedAt() - at < 0) {
        at = each.movedAt();
      }
    }
    return at;
  }

  @Override
  public void drain() {
    if (draining == Draining.NO) {
      draining = Draining.TOLD;
      drainingSince = loop.now();
      sendGoAway(Integer.MAX_VALUE);
      encoder().writePing(ctx(), false, DRAIN_PING, ctx().newPromise());
      loop.flush(channel);
    }
  }

  private void finishDraining() {
    if (draining == Draining.TOLD) {
      draining = Draining.LAST;
      sendGoAway(connection().remote().lastStreamCreated());
      loop.flush(channel);
      closeIfDrained();
    }
  }

  private void closeIfDrained() {
    if (draining == Draining.LAST && streams.isEmpty()) {
      closeAfterFlush();
    }
  }

  private void sendGoAway(int last) {
    goAway(ctx(), last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx().newPromise());
  }

  private void closeAfterFlush() {
    deadline.expect(Awaited.LINGER, true);
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void abort() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  /** What happens to streams. */
  private final class Streams extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream stream) {
      RequestStream request = streams.remove(stream.id());
      if (request != null) {
        request.closed();
        deadline.expect(Awaited.NEXT_REQUEST, true);
        closeIfDrained();
      }
    }
  }

  /** What arrives. */
  private final class Frames extends Http2FrameAdapter {
    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int id,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean ends)
        throws Http2Exception {
      budget.earn(2);
      RequestStream known = streams.get(id);
      if (known == null) {
        opened(id).head(headers, ends);
      } else {
        touch(known);
        known.trailers(headers);
      }
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean ends) {
      RequestStream stream = streams.get(id);
      if (stream == null) {
        return data.readableBytes() + padding;
      }
      budget.earn(1);
      touch(stream);
      return stream.data(data, ends) + padding;
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
        throws Http2Exception {
      spend();
      if (deadline.awaited() == Awaited.FIRST_BYTE) {
        deadline.expect(Awaited.NEXT_REQUEST, true);
      }
      boundTable(settings);
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
      spend();
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
      spend();
      if (data == DRAIN_PING) {
        finishDraining();
      }
    }

    @Override
    public void onPriorityRead(
        ChannelHandlerContext ctx, int id, int dependency, short weight, boolean exclusive)
        throws Http2Exception {
      spend();
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int id, int increment)
        throws Http2Exception {
      spend();
    }

    @Override
    public void onUnknownFrame(
        ChannelHandlerContext ctx, byte type, int id, Http2Flags flags, ByteBuf payload) {
      try {
        spend();
      } catch (Http2Exception e) {
        onError(ctx, false, e);
      }
    }
  }
}

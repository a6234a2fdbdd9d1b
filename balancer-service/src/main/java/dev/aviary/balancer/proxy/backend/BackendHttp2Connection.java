package dev.aviary.balancer.proxy.backend;

import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.proxy.loop.StreamedConnection;
import dev.aviary.balancer.route.Backend;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/*
 * Requests are sent once the backend's SETTINGS have come: from then on it is known how many
 * streams it takes, and that it speaks HTTP/2 at all. A server of HTTP/1.1 has had no request then.
 *
 * The window of the connection is that of all its streams together: a client that takes nothing
 * holds back its own stream alone.
 */

/** An HTTP/2 connection to a backend: many requests at a time, each on a stream of its own. */
final class BackendHttp2Connection extends StreamedConnection<BackendStream>
    implements BackendStream.Connection {
  /** Requests at a time; fewer where the backend says so. */
  static final int MOST_STREAMS = 100;

  /** Bytes of one answer that may arrive before anybody takes them. */
  static final int STREAM_WINDOW = 65_536;

  /** Numbers of streams that are not used: a connection is replaced before they run out. */
  private static final int LAST_STREAMS = 10_000;

  /** Servers of gRPC end a connection on which clients send a PING more often. */
  private static final long PING_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final long LIVENESS_PING = 0x6176_6961_7279L;
  private static final String HTTP_1 = "HTTP/1";

  private final LoopContext loop;
  private final Backend backend;
  private final Owner owner;
  private final List<ConnectListener> waiting = new ArrayList<>();
  private final ResetWindow resets = new ResetWindow();
  private State state = State.CONNECTING;
  private String unsettled = "it closed the connection before it began HTTP/2";
  private boolean used;
  private long idleSince;
  private long readAt;
  private long pingedAt;

  private enum State {
    CONNECTING,
    OPEN,
    /** It takes no further request, and is closed after the last one. */
    LEAVING
  }

  /** Keeps the connections of an event loop. */
  interface Owner {
    /** The backend began HTTP/2. */
    void settled(BackendHttp2Connection connection, List<ConnectListener> waiting);

    /** There is no HTTP/2 on it. */
    void failed(
        BackendHttp2Connection connection,
        List<ConnectListener> waiting,
        ConnectListener.Failure failure,
        String why);

    /** It takes no further request. */
    void left(BackendHttp2Connection connection);
  }

  BackendHttp2Connection(
      LoopContext loop,
      Backend backend,
      Owner owner,
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings) {
    super(loop, decoder, encoder, settings);
    this.loop = loop;
    this.backend = backend;
    this.owner = owner;
    long now = System.nanoTime();
    this.idleSince = now;
    this.readAt = now;
    this.pingedAt = now - PING_NANOS;
    decoder.frameListener(new Frames());
    encoder.connection().addListener(new Streams());
  }

  @Override
  public Backend backend() {
    return backend;
  }

  boolean connecting() {
    return state == State.CONNECTING;
  }

  /** Requests that wait until the backend began HTTP/2. */
  int waiting() {
    return waiting.size();
  }

  void await(ConnectListener listener) {
    waiting.add(listener);
  }

  /** Whether another request may be sent on it. */
  boolean hasRoom() {
    return state == State.OPEN
        && streams.size() < MOST_STREAMS
        && connection().local().canOpenStream()
        && connection().local().lastStreamCreated() < Integer.MAX_VALUE - LAST_STREAMS;
  }

  /** How many streams the backend takes at a time. */
  int room() {
    return Math.min(MOST_STREAMS, connection().local().maxActiveStreams());
  }

  /** A channel for one request, to be used at once. */
  BackendStream channel() {
    var made = new BackendStream(this, used && streams.isEmpty());
    used = true;
    return made;
  }

  boolean idle() {
    return state == State.OPEN && streams.isEmpty();
  }

  long idleSince() {
    return idleSince;
  }

  /** Takes no further request, and closes once those under way have ended. */
  void leave() {
    if (state != State.LEAVING) {
      boolean connecting = state == State.CONNECTING;
      state = State.LEAVING;
      owner.left(this);
      if (connecting) {
        close();
        return;
      }
    }
    if (streams.isEmpty()) {
      int last = connection().remote().lastStreamCreated();
      goAway(ctx(), last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx().newPromise());
      ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Closes the connection now. */
  void close() {
    ChannelHandlerContext added = ctxIfAdded();
    if (added != null) {
      added.channel().close();
    }
  }

  /** No connection was made. */
  void connectFailed(ConnectListener.Failure failure) {
    fail(failure, "it accepted no connection");
  }

  private void fail(ConnectListener.Failure failure, String why) {
    state = State.LEAVING;
    owner.left(this);
    List<ConnectListener> all = List.copyOf(waiting);
    waiting.clear();
    owner.failed(this, all, failure, why);
  }

  private void settle() {
    if (state == State.CONNECTING) {
      state = State.OPEN;
      idleSince = loop.now();
      List<ConnectListener> all = List.copyOf(waiting);
      waiting.clear();
      owner.settled(this, all);
    }
  }

  private void tooLate() {
    if (state == State.CONNECTING) {
      unsettled = "it accepted the connection and did not begin HTTP/2 in time";
      close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext active) throws Exception {
    super.channelActive(active);
    allow(MOST_STREAMS * STREAM_WINDOW);
    long patience = loop.deadlines().connect().toMillis();
    var late = active.executor().schedule(this::tooLate, patience, TimeUnit.MILLISECONDS);
    active.channel().closeFuture().addListener(_ -> late.cancel(false));
    active.read();
  }

  @Override
  public Http2Stream open(BackendStream by, Http2Headers head, boolean ends) {
    int id = connection().local().incrementAndGetNextStreamId();
    ChannelFuture done = encoder().writeHeaders(ctx(), id, head, 0, ends, ctx().newPromise());
    Http2Stream made = connection().stream(id);
    if (made == null) {
      throw new IllegalStateException("a stream could not be opened", done.cause());
    }
    // Not before: the flow controller tells of a stream that can be written to while it is made.
    streams.put(id, by);
    return made;
  }

  @Override
  public void write(Http2Stream stream, ByteBuf data, boolean ends) {
    encoder().writeData(ctx(), stream.id(), data, 0, ends, ctx().newPromise());
  }

  @Override
  public void write(Http2Stream stream, Http2Headers trailers) {
    encoder().writeHeaders(ctx(), stream.id(), trailers, 0, true, ctx().newPromise());
  }

  @Override
  public boolean unprocessed(Http2Stream stream) {
    return connection().goAwayReceived()
        && stream.id() > connection().local().lastStreamKnownByPeer();
  }

  /** Asks whether the backend is still there, when nothing came from it for a while. */
  @Override
  public void suspect() {
    long now = System.nanoTime();
    long patience = loop.deadlines().connect().toNanos();
    if (now - readAt > patience && now - pingedAt > PING_NANOS) {
      pingedAt = now;
      long before = readAt;
      encoder().writePing(ctx(), false, LIVENESS_PING, ctx().newPromise());
      flush();
      ctx().executor().schedule(() -> closeUnlessRead(before), patience, TimeUnit.NANOSECONDS);
    }
  }

  private void closeUnlessRead(long since) {
    if (readAt == since) {
      close();
    }
  }

  /** A server of HTTP/1 answers the preface in its own way. */
  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (state == State.CONNECTING && in.readableBytes() >= HTTP_1.length()) {
      String begin = in.toString(in.readerIndex(), HTTP_1.length(), StandardCharsets.ISO_8859_1);
      unsettled =
          begin.equals(HTTP_1)
              ? "it answered in HTTP/1.1"
              : "it answered something that is not HTTP/2";
    }
    super.decode(ctx, in, out);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    readAt = System.nanoTime();
    super.channelReadComplete(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    if (state == State.CONNECTING) {
      fail(ConnectListener.Failure.NO_HTTP2, unsettled);
    } else if (state == State.OPEN) {
      state = State.LEAVING;
      owner.left(this);
    }
    super.channelInactive(ctx);
  }

  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException http2Cause) {
    BackendStream request = streams.get(http2Cause.streamId());
    if (request != null && !outbound) {
      request.failed(http2Cause);
    }
    super.onStreamError(ctx, outbound, cause, http2Cause);
  }

  /** What happens to streams. */
  private final class Streams extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream stream) {
      BackendStream request = streams.remove(stream.id());
      if (request != null) {
        request.closed();
        idleSince = loop.now();
        boolean last = streams.isEmpty() && (state == State.LEAVING || loop.draining());
        if (last || (stream.isResetSent() && resets.add(loop.now()))) {
          leave();
        }
      }
    }

    @Override
    public void onGoAwayReceived(int last, long code, ByteBuf why) {
      ctx().executor().execute(BackendHttp2Connection.this::leave);
      if (state == State.OPEN) {
        state = State.LEAVING;
        owner.left(BackendHttp2Connection.this);
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
        boolean ends) {
      onHeadersRead(ctx, id, headers, padding, ends);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean ends) {
      BackendStream request = streams.get(id);
      if (request != null) {
        touch(request);
        request.headers(headers, ends);
      }
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean ends) {
      BackendStream request = streams.get(id);
      if (request == null) {
        return data.readableBytes() + padding;
      }
      touch(request);
      return request.data(data, ends) + padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int id, long why) {
      BackendStream request = streams.get(id);
      if (request != null) {
        request.wasReset(why);
      }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
      try {
        boundTable(settings);
      } catch (Http2Exception e) {
        onError(ctx, true, e);
      }
      settle();
    }
  }
}

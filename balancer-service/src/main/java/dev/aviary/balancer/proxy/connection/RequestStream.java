package dev.aviary.balancer.proxy.connection;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.Http2Request;
import dev.aviary.balancer.http.Limits;
import dev.aviary.balancer.http.RefusalPage;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.VisitorRefusal;
import dev.aviary.balancer.proxy.exchange.AccessRecord;
import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.exchange.Exchange;
import dev.aviary.balancer.proxy.exchange.ExchangeContext;
import dev.aviary.balancer.proxy.loop.BufferSizes;
import dev.aviary.balancer.proxy.loop.ReceivedBody;
import dev.aviary.balancer.proxy.loop.StreamedConnection;
import dev.aviary.balancer.proxy.relay.Tunnel;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** One request on a stream of HTTP/2, from its head until the stream is closed. */
final class RequestStream implements Exchange.Client, StreamedConnection.Stream {
  private final Connection connection;
  private final ExchangeContext context;
  private final EntryPoint entryPoint;
  private final Http2Stream stream;
  private final StreamChannel channel;
  private final ConnectionDeadline deadline;
  private final ReceivedBody body;
  private @Nullable Exchange exchange;
  private boolean ended;

  /** The connection that the stream belongs to. */
  interface Connection {
    Peer peer();

    void reset(Http2Stream stream, Http2Error why);

    /** Gives bytes of a body back to the client's windows. */
    void consumed(Http2Stream stream, int bytes);
  }

  RequestStream(
      Connection connection,
      ExchangeContext context,
      EntryPoint entryPoint,
      Http2Stream stream,
      StreamChannel channel) {
    this.connection = connection;
    this.context = context;
    this.entryPoint = entryPoint;
    this.stream = stream;
    this.channel = channel;
    this.deadline = new ConnectionDeadline(context.loop(), entryPoint);
    this.body = new ReceivedBody(this::hand, bytes -> connection.consumed(stream, bytes));
    progressed(Awaited.ANSWER);
  }

  @Override
  public StreamChannel channel() {
    return channel;
  }

  @Override
  public Peer peer() {
    return connection.peer();
  }

  /**
   * The header section arrived.
   *
   * @param ends no body follows
   * @throws Http2Exception the request is malformed
   */
  void head(Http2Headers headers, boolean ends) throws Http2Exception {
    ended = ends;
    HttpRequest request = Http2Request.read(headers, ends);
    if (request == null) {
      record(nameless(headers), Refusals.MALFORMED);
      throw malformed();
    }
    VisitorRefusal refusal = check(request);
    if (refusal == null) {
      begin(RequestHead.readHttp2(request));
    } else {
      record(request, refusal);
      answer(RefusalPage.of(refusal), request.method().equals(HttpMethod.HEAD), true);
    }
  }

  /** RFC 9113, section 8.1.1. */
  private Http2Exception malformed() {
    return Http2Exception.streamError(
        stream.id(), Http2Error.PROTOCOL_ERROR, "The request is malformed.");
  }

  private @Nullable VisitorRefusal check(HttpRequest request) {
    Limits limits = context.loop().limits();
    return request.uri().length() > limits.targetBytes()
        ? Refusals.TARGET_TOO_LONG
        : context.frameCheck().check(request);
  }

  /** The header section is larger than is taken. */
  void headTooLarge() {
    record(
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, ""),
        Refusals.HEADERS_TOO_LARGE);
    answer(RefusalPage.of(Refusals.HEADERS_TOO_LARGE), false, true);
  }

  private void record(HttpRequest request, VisitorRefusal refusal) {
    new AccessRecord(context.accessBuffer(), peer(), request)
        .write(refusal.status().code(), refusal, 0, 0, 0);
  }

  /** A malformed request as the access log shows it. */
  private static HttpRequest nameless(Http2Headers headers) {
    CharSequence path = headers.path();
    return new DefaultHttpRequest(
        HttpVersion.HTTP_1_1, HttpMethod.GET, path == null ? "" : path.toString());
  }

  private void begin(RequestHead head) {
    var begun = new Exchange(this, context, entryPoint, head);
    exchange = begun;
    if (head.head()) {
      channel.answersHead();
    }
    if (head.body()) {
      begun.begin();
    } else {
      begun.fromClient(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  /**
   * A part of the body arrived.
   *
   * @return how many of its bytes are not kept
   */
  int data(ByteBuf bytes, boolean ends) {
    ended |= ends;
    if (exchange == null) {
      return bytes.readableBytes();
    }
    body.add(bytes);
    if (ends) {
      body.end(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    body.pass();
    return 0;
  }

  /**
   * The trailer section arrived, with which the request ends.
   *
   * @throws Http2Exception the request is malformed
   */
  void trailers(Http2Headers headers) throws Http2Exception {
    ended = true;
    HttpHeaders fields = Http2Request.trailers(headers);
    if (fields == null) {
      throw malformed();
    }
    if (exchange != null) {
      var last = new DefaultLastHttpContent();
      last.trailingHeaders().add(fields);
      body.end(last);
      body.pass();
    }
  }

  private void hand(HttpContent content) {
    if (exchange == null) {
      content.release();
    } else {
      exchange.fromClient(content);
    }
  }

  @Override
  public void readComplete() {
    body.readComplete();
    if (exchange != null) {
      exchange.clientReadComplete();
    }
  }

  @Override
  public void read() {
    if (body.read()) {
      readComplete();
    }
  }

  @Override
  public void progressed(Awaited next) {
    deadline.expect(next, channel.writable());
  }

  @Override
  public void answer(FullHttpResponse page, boolean toHead, boolean keep) {
    if (toHead) {
      channel.answersHead();
    }
    channel.write(page);
    channel.flush();
    exchangeEnded(keep);
  }

  /** The rest of the request is not read: the client is told to stop (RFC 9113, section 8.1). */
  @Override
  public void exchangeEnded(boolean keep) {
    exchange = null;
    body.discard();
    progressed(Awaited.STREAM);
    ChannelFuture last = channel.last();
    if (!ended && last != null) {
      last.addListener(done -> connection.reset(stream, Http2Error.NO_ERROR));
    }
  }

  @Override
  public void becomeTunnel(Tunnel tunnel) {
    throw new IllegalStateException("a request over HTTP/2 offers no upgrade");
  }

  /** Once all that was written is sent: HTTP/2 ends a half of the stream. */
  @Override
  public void closeAfterFlush() {
    channel.endOutput();
  }

  @Override
  public void abort() {
    Exchange left = exchange;
    exchange = null;
    if (left != null) {
      left.clientLeft();
    }
    body.discard();
    connection.reset(stream, Http2Error.INTERNAL_ERROR);
  }

  @Override
  public void becameWritable() {
    if (exchange != null) {
      exchange.clientWritable();
    }
  }

  /** The stream is closed, by whichever side. */
  void closed() {
    Exchange left = exchange;
    if (left != null && channel.last() == null) {
      exchange = null;
      left.clientLeft();
    }
    body.discard();
  }

  /**
   * How often what one read brings is held: for a client that takes nothing, and of a body that no
   * backend takes.
   */
  int stalled() {
    return (channel.stalled() ? 1 : 0) + body.unread() / BufferSizes.MOST_READ;
  }

  /** {@link System#nanoTime()} when something moved last. */
  long movedAt() {
    return deadline.since();
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
    if (exchange == null) {
      connection.reset(stream, Http2Error.CANCEL);
    } else {
      exchange.expired();
    }
  }
}

package dev.aviary.balancer.proxy.backend;

import dev.aviary.balancer.http.Http2BackendRequest;
import dev.aviary.balancer.http.Http2BackendResponse;
import dev.aviary.balancer.http.Http2Response;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.ResponseHead;
import dev.aviary.balancer.proxy.loop.ReceivedBody;
import dev.aviary.balancer.proxy.loop.StreamedConnection;
import dev.aviary.balancer.route.Backend;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/*
 * An interim answer that the client does not read yet is left out: no window bounds those.
 */

/** One request on a stream of an HTTP/2 connection to a backend. */
final class BackendStream implements BackendChannel, StreamedConnection.Stream {
  private final Connection connection;
  private final boolean reused;
  private final ReceivedBody body = new ReceivedBody(this::hand, this::consumed);
  private @Nullable User user;
  private @Nullable Http2Headers head;
  private @Nullable Http2Stream stream;
  private boolean toHead;
  private boolean begun;
  private boolean answered;
  private boolean sent;
  private boolean closed;
  private boolean refused;

  /** The connection that the stream belongs to. */
  interface Connection {
    Backend backend();

    /** Opens a stream with the header section of a request. */
    Http2Stream open(BackendStream by, Http2Headers head, boolean ends);

    void write(Http2Stream stream, ByteBuf data, boolean ends);

    void write(Http2Stream stream, Http2Headers trailers);

    void flush();

    boolean writable(Http2Stream stream);

    /** Gives bytes of a body back to the backend's windows. */
    void consumed(Http2Stream stream, int bytes);

    void reset(Http2Stream stream, Http2Error why);

    /** A request ended without an answer: the connection may be dead. */
    void suspect();

    /** Whether the backend said that it will not do this one (RFC 9113, section 6.8). */
    boolean unprocessed(Http2Stream stream);
  }

  /**
   * @param reused the connection was idle before this request
   */
  BackendStream(Connection connection, boolean reused) {
    this.connection = connection;
    this.reused = reused;
  }

  @Override
  public Backend backend() {
    return connection.backend();
  }

  @Override
  public boolean reused() {
    return reused;
  }

  @Override
  public boolean unprocessed() {
    return refused;
  }

  @Override
  public boolean writable() {
    return stream == null || (!closed && connection.writable(stream));
  }

  @Override
  public void use(User by) {
    user = by;
  }

  @Override
  public void begin(RequestHead request) {
    head = Http2BackendRequest.head(request);
    toHead = request.head();
  }

  /** The head is kept back until there is more: it may be all of the request, and end it. */
  @Override
  public void write(Object message) {
    if (sent || closed || !(message instanceof HttpContent content)) {
      ReferenceCountUtil.release(message);
    } else if (content instanceof LastHttpContent last) {
      end(last);
    } else if (content.content().isReadable()) {
      connection.write(opened(false), content.content(), false);
    } else {
      content.release();
    }
  }

  private void end(LastHttpContent last) {
    sent = true;
    ByteBuf bytes = last.content();
    boolean trailers = !last.trailingHeaders().isEmpty();
    if (bytes.isReadable()) {
      connection.write(opened(false), bytes, !trailers);
    } else if (head == null && !trailers) {
      connection.write(opened(false), bytes, true);
    } else {
      bytes.release();
      opened(!trailers);
    }
    if (trailers) {
      connection.write(opened(false), Http2Response.trailers(last.trailingHeaders()));
    }
  }

  private Http2Stream opened(boolean ends) {
    if (stream == null) {
      Http2Headers fields = head;
      if (fields == null) {
        throw new IllegalStateException("a body without a head");
      }
      head = null;
      stream = connection.open(this, fields, ends);
    }
    return stream;
  }

  @Override
  public void flush() {
    if (head != null && !closed) {
      opened(false);
    }
    connection.flush();
  }

  @Override
  public void read() {
    if (body.read()) {
      readComplete();
    }
  }

  private void consumed(int bytes) {
    if (stream != null && !closed) {
      connection.consumed(stream, bytes);
    }
  }

  @Override
  public void close() {
    user = null;
    body.discard();
    if (stream != null && !closed) {
      connection.reset(stream, Http2Error.CANCEL);
      if (!begun) {
        connection.suspect();
      }
    }
    closed = true;
  }

  /**
   * A header section arrived.
   *
   * @param ends nothing follows
   */
  void headers(Http2Headers headers, boolean ends) {
    if (begun) {
      trailers(headers);
      return;
    }
    Http2BackendResponse response = Http2BackendResponse.read(headers);
    if (response == null) {
      failed(malformed("The answer is malformed."));
    } else if (!ResponseHead.interim(response)) {
      begun = true;
      hand(response);
      if (ends) {
        ended(LastHttpContent.EMPTY_LAST_CONTENT);
      }
    } else if (body.wanted()) {
      hand(response);
      hand(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  private static Http2Exception malformed(String why) {
    return Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, why);
  }

  private void trailers(Http2Headers headers) {
    LastHttpContent last = Http2BackendResponse.trailers(headers);
    if (last == null) {
      failed(malformed("The trailers are malformed."));
    } else {
      ended(last);
    }
  }

  /**
   * A part of the body arrived.
   *
   * @return how many of its bytes are not kept
   */
  int data(ByteBuf bytes, boolean ends) {
    if (user == null) {
      return bytes.readableBytes();
    }
    if (bytes.isReadable() && toHead) {
      failed(malformed("An answer to HEAD has a body."));
      return bytes.readableBytes();
    }
    body.add(bytes);
    if (ends) {
      ended(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      body.pass();
    }
    return 0;
  }

  private void ended(LastHttpContent last) {
    answered = true;
    body.end(last);
    body.pass();
  }

  /** The answer cannot be read. */
  void failed(Throwable why) {
    answered = true;
    hand(Http2BackendResponse.broken(why));
  }

  private void hand(Object message) {
    if (user == null) {
      ReferenceCountUtil.release(message);
    } else {
      user.fromBackend(message);
    }
  }

  @Override
  public void readComplete() {
    body.readComplete();
    if (user != null) {
      user.backendReadComplete();
    }
  }

  @Override
  public void becameWritable() {
    if (user != null) {
      user.backendWritable();
    }
  }

  /** The backend reset the stream. */
  void wasReset(long why) {
    refused = why == Http2Error.REFUSED_STREAM.code();
  }

  /** The stream is closed, by whichever side. */
  void closed() {
    closed = true;
    User last = user;
    if (last == null || answered) {
      return;
    }
    refused |= stream != null && connection.unprocessed(stream);
    user = null;
    body.discard();
    last.backendClosed();
  }
}

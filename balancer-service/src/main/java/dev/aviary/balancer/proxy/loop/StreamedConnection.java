package dev.aviary.balancer.proxy.loop;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Netty's handler reads and writes frames, keeps the states of streams and both windows, and ends a
 * connection that breaks RFC 9113. A channel for each stream, as its multiplexer makes them, would
 * cost a pipeline a request; here a stream is a plain object (decision 12).
 */

/** An HTTP/2 connection, to a client or to a backend, whose streams are plain objects. */
public abstract class StreamedConnection<S extends StreamedConnection.Stream>
    extends Http2ConnectionHandler {
  /** Bytes that the table of fields sent before takes, whatever more a peer allows. */
  private static final long HEADER_TABLE = 4_096;

  /** The streams that carry a request, by their numbers. */
  protected final Map<Integer, S> streams = new LinkedHashMap<>();

  private final List<S> touched = new ArrayList<>();
  private final ResetStreams resets = new ResetStreams();
  private final LoopContext loop;
  private @Nullable ChannelHandlerContext ctx;

  /** One request of the connection. */
  public interface Stream {
    /** All frames of one read were handed on. */
    void readComplete();

    /** The peer takes bytes again. */
    void becameWritable();
  }

  protected StreamedConnection(
      LoopContext loop,
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings) {
    super(decoder, encoder, settings, true);
    this.loop = loop;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) throws Exception {
    ctx = added;
    encoder().flowController().listener(this::writabilityChanged);
    connection().addListener(resets);
    super.handlerAdded(added);
  }

  protected final ChannelHandlerContext ctx() {
    return Objects.requireNonNull(ctx, "the handler is added");
  }

  /** Null: the connection was never made. */
  protected final @Nullable ChannelHandlerContext ctxIfAdded() {
    return ctx;
  }

  /** Lets the peer send so many bytes on all streams together before any is taken. */
  protected final void allow(int bytes) throws Http2Exception {
    Http2Stream whole = connection().connectionStream();
    int more = bytes - decoder().flowController().windowSize(whole);
    decoder().flowController().incrementWindowSize(whole, more);
    ctx().flush();
  }

  protected final void boundTable(Http2Settings settings) throws Http2Exception {
    Long table = settings.headerTableSize();
    if (table != null && table > HEADER_TABLE) {
      encoder().configuration().headersConfiguration().maxHeaderTableSize(HEADER_TABLE);
    }
  }

  public final void flush() {
    loop.flush(ctx().channel());
  }

  public final boolean writable(Http2Stream stream) {
    return encoder().flowController().isWritable(stream);
  }

  /** Gives bytes of a body back to the peer's windows. */
  public final void consumed(Http2Stream stream, int bytes) {
    try {
      if (decoder().flowController().consumeBytes(stream, bytes)) {
        flush();
      }
    } catch (Http2Exception e) {
      onError(ctx(), true, e);
    }
  }

  public final void reset(Http2Stream stream, Http2Error why) {
    resetStream(ctx(), stream.id(), why.code(), ctx().newPromise());
    flush();
  }

  private void writabilityChanged(Http2Stream stream) {
    S request = streams.get(stream.id());
    if (request != null && writable(stream)) {
      request.becameWritable();
    }
  }

  /** Something of the stream arrived in the present read. */
  protected final void touch(S stream) {
    if (touched.isEmpty() || !touched.getLast().equals(stream)) {
      touched.add(stream);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    List<S> all = List.copyOf(touched);
    touched.clear();
    all.forEach(Stream::readComplete);
    super.channelReadComplete(ctx);
  }

  /** Netty gives the bytes of such a frame back to the connection's window by itself. */
  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException http2Cause) {
    boolean late = !outbound && http2Cause.error() == Http2Error.STREAM_CLOSED;
    if (!late || !resets.contains(http2Cause.streamId())) {
      super.onStreamError(ctx, outbound, cause, http2Cause);
    }
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception http2Cause) {
    if (http2Cause == null) {
      FaultLog.report(cause);
    }
    super.onConnectionError(ctx, outbound, cause, http2Cause);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) == null) {
      FaultLog.report(cause);
      ctx.close();
    } else {
      super.exceptionCaught(ctx, cause);
    }
  }
}

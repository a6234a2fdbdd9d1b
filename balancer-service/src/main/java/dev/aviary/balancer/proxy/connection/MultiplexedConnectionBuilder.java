package dev.aviary.balancer.proxy.connection;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.Http2Limits;
import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.exchange.ExchangeContext;
import dev.aviary.balancer.proxy.loop.LoopContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/**
 * How an HTTP/2 connection is set up: what the client is told, and the limits that Netty keeps (RFC
 * 9113, section 10.5).
 */
final class MultiplexedConnectionBuilder
    extends AbstractHttp2ConnectionHandlerBuilder<
        MultiplexedConnection, MultiplexedConnectionBuilder> {
  /** Bytes of one body that may arrive before anybody takes them: 5 MB/s over a path of 50 ms. */
  private static final int STREAM_WINDOW = 262_144;

  private static final int CONTROL_FRAMES = 1_000;
  private static final int CONTINUATIONS = 16;
  private static final int RESET_SECONDS = 30;

  private final OpenConnection.Owner owner;
  private final ExchangeContext context;
  private final EntryPoint entryPoint;
  private final SocketChannel channel;
  private final Peer peer;

  MultiplexedConnectionBuilder(
      OpenConnection.Owner owner,
      ExchangeContext context,
      EntryPoint entryPoint,
      SocketChannel channel,
      Peer peer) {
    this.owner = owner;
    this.context = context;
    this.entryPoint = entryPoint;
    this.channel = channel;
    this.peer = peer;
    LoopContext loop = context.loop();
    Http2Limits limits = loop.settings().http2();
    connection(sharedEvenly());
    initialSettings(
        new Http2Settings()
            .maxConcurrentStreams(limits.streams())
            .maxHeaderListSize(Http2Limits.headerListBytes(loop.limits()))
            .initialWindowSize(STREAM_WINDOW));
    // Netty alone sees the order of fields. Http2Request checks what backends need.
    validateHeaders(true);
    encoderIgnoreMaxHeaderListSize(true);
    encoderEnforceMaxQueuedControlFrames(CONTROL_FRAMES);
    encoderEnforceMaxRstFramesPerWindow(limits.resets(), RESET_SECONDS);
    decoderEnforceMaxRstFramesPerWindow(limits.resets(), RESET_SECONDS);
    decoderEnforceMaxSmallContinuationFrames(CONTINUATIONS);
    decoderEnforceMaxConsecutiveEmptyDataFrames(2);
    gracefulShutdownTimeoutMillis(0);
  }

  /** Streams share evenly: RFC 9113, section 5.3.2, deprecates priorities. */
  private static Http2Connection sharedEvenly() {
    var connection = new DefaultHttp2Connection(true);
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    return connection;
  }

  @Override
  protected MultiplexedConnection build() {
    return super.build();
  }

  @Override
  protected MultiplexedConnection build(
      Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
    return new MultiplexedConnection(
        owner, context, entryPoint, channel, peer, decoder, encoder, settings);
  }
}

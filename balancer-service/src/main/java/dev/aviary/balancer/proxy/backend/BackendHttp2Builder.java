package dev.aviary.balancer.proxy.backend;

import dev.aviary.balancer.http.Http2Limits;
import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.route.Backend;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/** How an HTTP/2 connection to a backend is set up, with the limits that Netty keeps. */
final class BackendHttp2Builder
    extends AbstractHttp2ConnectionHandlerBuilder<BackendHttp2Connection, BackendHttp2Builder> {
  /** Answers to PING and SETTINGS that the backend does not read; one more ends the connection. */
  private static final int CONTROL_FRAMES = 1_000;

  private static final int CONTINUATIONS = 16;

  private final LoopContext loop;
  private final Backend backend;
  private final BackendHttp2Connection.Owner owner;

  BackendHttp2Builder(LoopContext loop, Backend backend, BackendHttp2Connection.Owner owner) {
    this.loop = loop;
    this.backend = backend;
    this.owner = owner;
    var connection = new DefaultHttp2Connection(false);
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    connection(connection);
    initialSettings(
        new Http2Settings()
            .pushEnabled(false)
            .maxHeaderListSize(Http2Limits.headerListBytes(loop.limits()))
            .initialWindowSize(BackendHttp2Connection.STREAM_WINDOW));
    validateHeaders(true);
    encoderIgnoreMaxHeaderListSize(true);
    encoderEnforceMaxQueuedControlFrames(CONTROL_FRAMES);
    decoderEnforceMaxSmallContinuationFrames(CONTINUATIONS);
    decoderEnforceMaxConsecutiveEmptyDataFrames(2);
    gracefulShutdownTimeoutMillis(0);
  }

  @Override
  protected BackendHttp2Connection build() {
    return super.build();
  }

  @Override
  protected BackendHttp2Connection build(
      Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
    return new BackendHttp2Connection(loop, backend, owner, decoder, encoder, settings);
  }
}

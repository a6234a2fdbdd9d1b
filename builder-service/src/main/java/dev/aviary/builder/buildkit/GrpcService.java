package dev.aviary.builder.buildkit;

import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;

/** What can be called. */
@FunctionalInterface
interface GrpcService {

  /**
   * Answers one call.
   *
   * @param headers its path, and what it says beside its messages
   * @param received its messages as they come; an empty one may stand for their end
   * @param out where answers go
   */
  GrpcStatus call(Http2Headers headers, BlockingQueue<byte[]> received, FileSync.Out out)
      throws IOException, InterruptedException;
}

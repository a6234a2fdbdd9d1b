package dev.aviary.balancer.proxy.loop;

import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/*
 * Netty forgets a stream once its reset is written, and answers each frame that was on its way with
 * another reset: a peer that sends fast is told so hundreds of times.
 */

/**
 * The streams of a connection that this side reset last. What the peer sent on them before it knew
 * is to be ignored (RFC 9113, section 5.1, "closed").
 */
final class ResetStreams extends Http2ConnectionAdapter {
  /** So many are remembered; the peer has long read the reset of those before. */
  private static final int MOST = 256;

  private final Set<Integer> ids = new LinkedHashSet<>();

  @Override
  public void onStreamClosed(Http2Stream stream) {
    if (stream.isResetSent()) {
      ids.add(stream.id());
      if (ids.size() > MOST) {
        Iterator<Integer> oldest = ids.iterator();
        oldest.next();
        oldest.remove();
      }
    }
  }

  boolean contains(int stream) {
    return ids.contains(stream);
  }
}

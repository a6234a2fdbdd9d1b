package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.Trailers;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to the backend. What arrives before there is a connection is held, so that a
 * connection that cannot be made costs nothing; at most one read's worth, as nothing more is read
 * in the meantime.
 */
final class Upload {
  private final RequestHead head;
  private final Worker worker;
  private @Nullable Deque<HttpContent> held;
  private long bytes;
  private boolean complete;
  private boolean begun;
  private boolean broken;
  private boolean askedFor;
  private long begunAt;

  Upload(RequestHead head, Worker worker) {
    this.head = head;
    this.worker = worker;
  }

  /** Takes note of what the client sent; why it is refused, or null. */
  @Nullable Refusal arrived(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      return Refusals.badBody(content.decoderResult().cause());
    }
    bytes += content.content().readableBytes();
    if (content instanceof LastHttpContent last) {
      complete = true;
      if (Trailers.tooMany(last, worker.limits())) {
        return Refusals.TOO_MANY_HEADERS;
      }
      Trailers.prepare(last, worker.settings().fields());
    }
    return bytes > worker.limits().bodyBytes() ? Refusals.BODY_TOO_LARGE : null;
  }

  /** Sends the head and what was held. */
  void begin(BackendConnection backend) {
    broken = false;
    begunAt = worker.now();
    backend.write(head.request());
    if (!head.body()) {
      backend.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    while (held != null && !held.isEmpty()) {
      send(held.removeFirst(), backend);
    }
    backend.flush();
  }

  void hold(HttpContent content) {
    if (held == null) {
      held = new ArrayDeque<>();
    }
    held.add(content);
  }

  void send(HttpContent content, BackendConnection backend) {
    begun = true;
    if (broken) {
      content.release();
    } else {
      backend.write(content);
    }
  }

  /** The backend takes no more of it. */
  void broke() {
    broken = true;
  }

  /** The client was told to send its body. */
  void askedFor() {
    askedFor = true;
  }

  /** The client holds its body back until it is asked, and the backend has not done so. */
  boolean askingIsDue(long now) {
    return head.continues()
        && !askedFor
        && bytes == 0
        && now - begunAt > worker.deadlines().interim().toNanos();
  }

  /** How much of a body arrived. */
  long bytes() {
    return bytes;
  }

  /** The client sent all of it. */
  boolean complete() {
    return complete;
  }

  /** Nothing of a body was sent, so that the request can be sent to somebody else. */
  boolean replayable() {
    return !begun;
  }

  void discard() {
    while (held != null && !held.isEmpty()) {
      held.removeFirst().release();
    }
  }
}

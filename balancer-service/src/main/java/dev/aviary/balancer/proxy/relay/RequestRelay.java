package dev.aviary.balancer.proxy.relay;

import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.Trailers;
import dev.aviary.balancer.http.VisitorRefusal;
import dev.aviary.balancer.proxy.backend.BackendChannel;
import dev.aviary.balancer.proxy.loop.LoopContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request to the backend. Parts of the body that arrive before there is a connection
 * are held, so that they can still be sent to another backend: at most what one read brought,
 * because the client is read no further in the meantime. Over HTTP/2 the stream holds them.
 */
public final class RequestRelay {
  private final RequestHead head;
  private final LoopContext loop;
  private @Nullable Deque<HttpContent> held;
  private long bytes;
  private boolean complete;
  private boolean begun;
  private boolean broken;
  private boolean askedFor;
  private long begunAt;

  RequestRelay(RequestHead head, LoopContext loop) {
    this.head = head;
    this.loop = loop;
  }

  /** Checks and counts a part of the body; the reason to refuse it, or null. */
  public @Nullable VisitorRefusal arrived(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      return Refusals.badBody(content.decoderResult().cause());
    }
    bytes += content.content().readableBytes();
    if (content instanceof LastHttpContent last) {
      complete = true;
      if (Trailers.tooMany(last, loop.limits())) {
        return Refusals.TOO_MANY_HEADERS;
      }
      Trailers.prepare(last, loop.settings().fields());
    }
    return bytes > loop.limits().bodyBytes() ? Refusals.BODY_TOO_LARGE : null;
  }

  /** Sends the head and what was held. */
  void begin(BackendChannel backend) {
    broken = false;
    begunAt = loop.now();
    backend.begin(head);
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

  void send(HttpContent content, BackendChannel backend) {
    begun = true;
    if (broken) {
      content.release();
    } else {
      backend.write(content);
    }
  }

  /** The backend takes no more of the request. */
  void broke() {
    broken = true;
  }

  /** The client was told to send its body. */
  void askedFor() {
    askedFor = true;
  }

  /** Whether the client waits for 100 Continue and the backend is silent. */
  boolean askingIsDue(long now) {
    return head.continues()
        && !askedFor
        && bytes == 0
        && now - begunAt > loop.deadlines().interim().toNanos();
  }

  /** Bytes of the body that arrived. */
  public long bytes() {
    return bytes;
  }

  /** Whether the client sent all of the request. */
  public boolean complete() {
    return complete;
  }

  /** Whether no part of the body was sent, so that another backend can be sent all of it. */
  boolean bodyUnsent() {
    return !begun;
  }

  void discard() {
    while (held != null && !held.isEmpty()) {
      held.removeFirst().release();
    }
  }
}

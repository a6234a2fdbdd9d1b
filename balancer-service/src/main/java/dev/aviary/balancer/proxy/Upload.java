package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.Trailers;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A request on its way to the backend. What arrives before there is a connection is held, so that a
 * connection that cannot be made costs nothing; at most one read's worth, as nothing more is read
 * in the meantime.
 */
final class Upload {
  private final RequestHead head;
  private final Deque<HttpContent> held = new ArrayDeque<>();
  private long bytes;
  private boolean complete;
  private boolean begun;
  private boolean broken;

  Upload(RequestHead head) {
    this.head = head;
  }

  /** Counts and checks a part of the body that the client sent. */
  void arrived(HttpContent content) {
    bytes += content.content().readableBytes();
    if (content instanceof LastHttpContent last) {
      complete = true;
      Trailers.prepare(last);
    }
  }

  /** Sends the head and what was held. */
  void begin(BackendConnection backend) {
    broken = false;
    backend.write(head.request());
    if (!head.body()) {
      backend.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    while (!held.isEmpty()) {
      send(held.removeFirst(), backend);
    }
    backend.flush();
  }

  void hold(HttpContent content) {
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

  boolean broken() {
    return broken;
  }

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
    while (!held.isEmpty()) {
      held.removeFirst().release();
    }
  }
}

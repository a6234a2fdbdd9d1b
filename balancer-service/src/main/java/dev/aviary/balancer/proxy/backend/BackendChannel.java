package dev.aviary.balancer.proxy.backend;

import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.route.Backend;

/**
 * The way to the backend of one request: an HTTP/1 connection, or a stream of an HTTP/2 one. It
 * takes Netty's HTTP/1 objects, and hands them out, whatever its protocol.
 */
public interface BackendChannel {

  /** What uses the channel at the moment, and is told what happens on it. */
  interface User {

    /** A decoded part of an answer, or bytes after HTTP was left. The user releases it. */
    void fromBackend(Object message);

    void backendReadComplete();

    /** The backend can be written to again. */
    void backendWritable();

    /** The backend takes no more bytes. Some of its answer may still be there to read. */
    void backendFailed();

    /** After HTTP was left: the backend sends no more, and may still be written to. */
    default void backendEnded() {}

    /** The channel is closed. */
    void backendClosed();
  }

  Backend backend();

  /** Whether the backend may have hung up before this request was on its way. */
  boolean reused();

  /** Whether the backend said that it did nothing of the request (RFC 9113, section 8.7). */
  boolean unprocessed();

  boolean writable();

  /** From now on this user is told what happens. */
  void use(User by);

  void read();

  /** Writes the head of a request. */
  void begin(RequestHead head);

  /** Writes a part of a request's body; releases it. */
  void write(Object message);

  void flush();

  /** Closes the channel now, whatever of the request was not sent. */
  void close();
}

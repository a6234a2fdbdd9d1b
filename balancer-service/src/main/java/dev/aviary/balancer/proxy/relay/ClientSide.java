package dev.aviary.balancer.proxy.relay;

/** The connection to the client as a relay or a tunnel uses it. */
public interface ClientSide {
  /** What the connection waits for. Each has a deadline of its own. */
  enum Awaited {
    FIRST_BYTE,
    HEADER,
    NEXT_REQUEST,
    BODY,
    PAUSE,
    ANSWER,
    STREAM,
    TUNNEL,
    LINGER
  }

  ClientChannel channel();

  /** Reads more, unless pipelined requests wait already. */
  void read();

  /** Something moved; the deadline of what is awaited next begins now. */
  void progressed(Awaited next);

  /** Closes the connection once all that was written is sent. */
  void closeAfterFlush();
}

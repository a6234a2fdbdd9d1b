package dev.aviary.balancer.proxy.relay;

/**
 * The way to the client of one request: an HTTP/1 connection, or a stream of an HTTP/2 one. It
 * takes Netty's HTTP/1 objects, and sends them in the form of its protocol.
 */
public interface ClientChannel {
  /** Whether the client takes what is written; if not, it is told when it does again. */
  boolean writable();

  /** Writes a part of an answer, or bytes of a tunnel; releases it. */
  void write(Object message);

  /** Sends what was written. */
  void flush();

  /** Tells a client that holds its body back to send it (RFC 9110, 10.1.1). */
  void askForBody();

  /** Ends the sending half, once all that was written is sent. */
  void endOutput();
}

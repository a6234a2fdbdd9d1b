package dev.aviary.balancer.proxy;

/** Whoever uses a connection to a backend at the moment: a relay, or a tunnel. */
sealed interface BackendUser permits Relay, Tunnel {

  /** The receiver owns the message. */
  void fromBackend(Object message);

  void backendReadComplete();

  /** More can be sent again. */
  void backendWritable();

  /** Nothing more can be sent; an answer may still be there to read, all of it or not. */
  void backendFailed();

  void backendClosed();
}

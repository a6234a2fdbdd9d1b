package dev.aviary.balancer.proxy;

/** Whoever uses a connection to a backend at the moment: an exchange, or a tunnel. */
sealed interface BackendUser permits Exchange, Tunnel {

  /** The receiver owns the message. */
  void fromBackend(Object message);

  void backendReadComplete();

  /** More can be sent again. */
  void backendWritable();

  /** Nothing more can be sent; an answer may still be there to read. */
  void backendTakesNoMore();

  void backendClosed();
}

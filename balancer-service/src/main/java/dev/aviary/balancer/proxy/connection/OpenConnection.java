package dev.aviary.balancer.proxy.connection;

/** A connection of a client as the scan of its event loop sees it. */
interface OpenConnection {
  /** Keeps the connections that are open. */
  interface Owner {
    void opened(OpenConnection connection);

    void closed(OpenConnection connection);
  }

  /** Ends what waits for too long. */
  void tick(long now);

  /**
   * How often the connection holds what one read brought because the client, or a backend, takes
   * nothing.
   */
  int stalled();

  /** {@link System#nanoTime()} when something moved last. */
  long movedAt();

  /** Closes the connection as soon as no request is on it. */
  void drain();

  /** Resets the connection. */
  void abort();
}

package dev.aviary.balancer.proxy.backend;

/** Told whether there is a way to a backend for a request. */
public interface ConnectListener {
  void connected(BackendChannel channel);

  void connectFailed(Failure failure);

  /** Why there is none. */
  enum Failure {
    /** This process could make no socket. */
    NO_SOCKET,
    /** The backend took no connection. */
    NO_CONNECTION,
    /** The backend took a connection and did not begin HTTP/2 on it, which its settings ask for. */
    NO_HTTP2
  }
}

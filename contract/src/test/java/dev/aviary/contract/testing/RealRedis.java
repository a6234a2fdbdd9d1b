package dev.aviary.contract.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import redis.embedded.RedisServer;

/** A real Redis of a test's own, on a free port of loopback. */
public final class RealRedis implements AutoCloseable {
  /** Ports below those that the kernel gives to connections that go out. */
  private static final int FIRST_PORT = 10_000;

  private static final int LAST_PORT = 32_000;
  private static final int TRIES = 5;

  private final int port;
  private RedisServer server;

  private RealRedis(int port, RedisServer server) {
    this.port = port;
    this.server = server;
  }

  public static RealRedis start() {
    for (int tries = 1; ; tries++) {
      int port = freePort();
      try {
        return new RealRedis(port, launch(port));
      } catch (UncheckedIOException e) {
        // Somebody may have taken the port since it was looked at.
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /** A Redis on that port of loopback, for services that are started by hand. */
  static RealRedis startOn(int port) {
    return new RealRedis(port, launch(port));
  }

  public int port() {
    return port;
  }

  /** What a Micronaut application needs to reach it. */
  public Map<String, String> settings() {
    return Map.of("redis.host", "127.0.0.1", "redis.port", Integer.toString(port));
  }

  public RedisClient client() {
    return RedisClient.create(RedisURI.create("127.0.0.1", port));
  }

  /** Stops the server; what it held is lost. */
  public void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts an empty server on the same port. */
  public void startAgain() {
    server = launch(port);
  }

  @Override
  public void close() {
    stop();
  }

  /** A port that nobody listens on now. */
  public static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one, then.
      }
    }
  }

  private static RedisServer launch(int port) {
    try {
      RedisServer server =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no")
              .setting("notify-keyspace-events Kg$x")
              .build();
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.aviary.contract.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import redis.embedded.RedisServer;

/** A real Redis of a test's own, on a free port of loopback. */
public final class RealRedis implements AutoCloseable {
  private final int port;
  private RedisServer server;

  private RealRedis(int port) {
    this.port = port;
    this.server = launch(port);
  }

  public static RealRedis start() {
    return new RealRedis(freePort());
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

  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

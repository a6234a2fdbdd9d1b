package dev.aviary.benchmark.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is behind every proxy: one nginx with three ports, a server of events, one of WebSockets,
 * and Redis with the routes to those ports.
 */
public final class OriginServers implements AutoCloseable {
  /** Bytes of {@code /download}, which takes some eight seconds, and of {@code /1m}. */
  public static final int DOWNLOAD = 1 << 20;

  private static final int LEAST_PORT = 10_000;
  private static final int PORTS = 10_000;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Integer> ports = List.of(freePort(), freePort(), freePort());
  private final Template template;
  private final int redis = freePort();
  private @Nullable Daemon origin;

  private OriginServers(Path folder, int events) {
    RawServer eventServer = kept(EventServer.start(events));
    RawServer echoServer = kept(EchoServer.start());
    template =
        new Template(
            folder,
            Map.of(
                "FOLDER", folder.toString(),
                "EVENTS", Integer.toString(eventServer.port()),
                "SOCKETS", Integer.toString(echoServer.port()),
                "ORIGIN1", ports.get(0).toString(),
                "ORIGIN2", ports.get(1).toString(),
                "ORIGIN3", ports.get(2).toString(),
                "ORIGIN4", Integer.toString(freePort())));
  }

  /**
   * Starts all of it.
   *
   * @param events of one answer of {@code /events}
   */
  public static OriginServers start(int events) {
    try {
      Path folder =
          // nginx started by root reads its files as somebody else.
          Files.createTempDirectory(
              "aviary-proxies",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      var origins = new OriginServers(folder, events);
      try {
        origins.startOrigin();
        origins.startRedis();
        return origins;
      } catch (IOException | RuntimeException | Error e) {
        origins.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startOrigin() throws IOException {
    Path files = Files.createDirectory(folder().resolve("files"));
    Files.writeString(files.resolve("100"), "a".repeat(100));
    Files.writeString(files.resolve("10k"), "a".repeat(10_240));
    Files.writeString(files.resolve("1m"), "a".repeat(DOWNLOAD));
    Path config = template.write("origin.conf", "origin.conf");
    origin = daemon("origin", originPort(), "nginx", "-c", config.toString());
  }

  private void startRedis() {
    daemon(
        "redis",
        redis,
        "redis-server",
        "--port",
        Integer.toString(redis),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--notify-keyspace-events",
        "Kg$x");
    Routes.publish(redis, ports);
  }

  public Template template() {
    return template;
  }

  public Path folder() {
    return template.folder();
  }

  public int redis() {
    return redis;
  }

  /** Has this host served over TLS by every balancer, once it is given the certificate. */
  void publishSecured(String host) {
    Routes.publishSecured(redis, host, ports);
  }

  /** The origin itself, asked without a proxy. */
  MeasuredProxy origin() {
    return new MeasuredProxy("no proxy", false, originPort(), Objects.requireNonNull(origin));
  }

  /** The first port of the server that is behind every proxy. */
  public int originPort() {
    return ports.getFirst();
  }

  /** Starts a program that ends with these. */
  Daemon daemon(String name, int port, String... command) {
    return kept(Daemon.start(name, folder(), port, new ProcessBuilder(command)));
  }

  <T extends AutoCloseable> T kept(T resource) {
    opened.add(resource);
    return resource;
  }

  /** A port that nobody has, below those that the kernel gives to connections of clients. */
  public static int freePort() {
    while (true) {
      int port = LEAST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
      try (var socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // Another one, then.
      }
    }
  }

  @Override
  public void close() {
    for (AutoCloseable each : opened.reversed()) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

package dev.aviary.balancer.testing;

import dev.aviary.contract.testing.RealRedis;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** A balancer with ports, a data directory and (at first) a Redis of its own. */
public final class TestBalancer implements AutoCloseable {
  public static final String TOKEN = "a-token-for-tests-only";

  private final RealRedis redis = RealRedis.start();
  private final Map<String, Object> settings = new HashMap<>();
  private final int publicPort = RealRedis.freePort();
  private final int tlsPort = RealRedis.freePort();
  private final int slotPortBase = freeTriple();
  private final Path data;
  private EmbeddedServer server;

  private TestBalancer(Map<String, ?> more) throws IOException {
    data = Files.createTempDirectory(Path.of("target"), "balancer-data");
    settings.putAll(redis.settings());
    settings.put("micronaut.server.port", -1);
    settings.put("aviary.admin.token", TOKEN);
    settings.put("aviary.instance.name", "test");
    settings.put("aviary.listen.host", "127.0.0.1");
    settings.put("aviary.listen.port", publicPort);
    settings.put("aviary.listen.slot-port-base", slotPortBase);
    settings.put("aviary.data.directory", data.toString());
    settings.put("aviary.listen.tls-port", tlsPort);
    settings.put("aviary.certificates.key", "0123456789abcdef".repeat(4));
    settings.put("aviary.deadlines.drain", "5s");
    // Backends whose every request a test counts are not probed, where probes are not the subject.
    settings.put("aviary.probes.interval", "1h");
    settings.putAll(more);
    start();
  }

  public static TestBalancer launch() throws IOException {
    return launch(Map.of());
  }

  public static TestBalancer launch(Map<String, ?> settings) throws IOException {
    return new TestBalancer(settings);
  }

  public void start() {
    server = ApplicationContext.run(EmbeddedServer.class, settings);
  }

  public void stop() {
    server.stop();
  }

  public int port() {
    return publicPort;
  }

  public int tlsPort() {
    return tlsPort;
  }

  /** The port of the nth slot, of the first app and then of the next. */
  public int slotPort(int n) {
    return slotPortBase + n;
  }

  public int adminPort() {
    return server.getPort();
  }

  public Path data() {
    return data;
  }

  public RealRedis redis() {
    return redis;
  }

  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  @Override
  public void close() {
    server.stop();
    redis.close();
  }

  /** The first of six ports in a row that are free, so that two apps have their slots. */
  private static int freeTriple() {
    while (true) {
      int first = 20_000 + ThreadLocalRandom.current().nextInt(10_000);
      if (IntStream.range(first, first + 6).allMatch(TestBalancer::free)) {
        return first;
      }
    }
  }

  private static boolean free(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}

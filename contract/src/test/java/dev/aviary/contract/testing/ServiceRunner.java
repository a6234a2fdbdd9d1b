package dev.aviary.contract.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Prepares this JVM to run one service without Docker Compose: from an IDE, or beside other services that are run alike.
 * All of them share the Redis that the first one started on {@value #REDIS_PORT} of loopback; it ends with that one.
 * Their ports are those of an instance without an offset. A system property that is set already wins.
 */
public final class ServiceRunner {
  /** The admin token of every service that is run so. */
  public static final String ADMIN_TOKEN = "admin-token-of-a-runner";

  private static final int REDIS_PORT = 6390;

  private ServiceRunner() {}

  /**
   * @param service names the service's data folder, {@code target/runner/<service>} below the current folder
   * @param settings properties of this service, by name, beside those that all services need
   */
  public static void prepare(String service, Map<String, String> settings) throws IOException {
    if (!redisRuns()) {
      RealRedis.startOn(REDIS_PORT);
    }
    Path data = Files.createDirectories(Path.of("target", "runner", service)).toAbsolutePath();
    set("redis.host", "127.0.0.1");
    set("redis.port", Integer.toString(REDIS_PORT));
    set("aviary.instance.name", "runner");
    set("aviary.admin.token", ADMIN_TOKEN);
    set("AVIARY_DATA", data.toString());
    settings.forEach(ServiceRunner::set);
    System.out.printf(
        "%s: Redis on port %d, data in %s, admin token %s%n", service, REDIS_PORT, data, ADMIN_TOKEN);
  }

  private static void set(String name, String value) {
    System.getProperties().putIfAbsent(name, value);
  }

  private static boolean redisRuns() {
    try (var connection = new Socket(InetAddress.getLoopbackAddress(), REDIS_PORT)) {
      return connection.isConnected();
    } catch (IOException nothingListens) {
      return false;
    }
  }
}

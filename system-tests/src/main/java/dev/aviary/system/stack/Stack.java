package dev.aviary.system.stack;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** A running Aviary, seen from the host on which {@code deploy/up} started it. */
public final class Stack implements AutoCloseable {
  /** How long a start, a deployment or a recovery may take before a caller gives up. */
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path root;
  private final String instance;
  private final Ports ports;
  private final Properties secrets = new Properties();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param root the project's folder
   */
  public Stack(Path root, String instance, Ports ports) {
    this.root = root;
    this.instance = instance;
    this.ports = ports;
    try (var in = Files.newBufferedReader(state().resolve("secrets.env"))) {
      secrets.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("no Aviary runs as " + instance + "; deploy/up starts one", e);
    }
  }

  public Path root() {
    return root;
  }

  public Ports ports() {
    return ports;
  }

  public Http builder() {
    return service(ports.builder());
  }

  public Http builderAdmin() {
    return service(ports.builderAdmin());
  }

  public Http balancer() {
    return service(ports.balancerAdmin());
  }

  public Http monitor() {
    return service(ports.monitor());
  }

  public Http flags() {
    return service(ports.flag());
  }

  /** Where {@code AVIARY_OBSERVABILITY} has it run. */
  public Http prometheus() {
    return service(ports.prometheus());
  }

  private Http service(int port) {
    return new Http(client, port, secrets.getProperty("AVIARY_ADMIN_TOKEN", ""));
  }

  /** A client of the instance's Redis that may do everything. The caller closes it. */
  public RedisClient redis() {
    return RedisClient.create(
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(ports.redis())
            .withAuthentication("admin", secrets.getProperty("REDIS_ADMIN_PASSWORD"))
            .build());
  }

  /** The passwords and tokens of the instance, by the names that they have in secrets.env. */
  public Properties secrets() {
    return secrets;
  }

  public StackHost host() {
    return new StackHost(instance);
  }

  /** The newest mail in the local mailbox. */
  public String newestMail() {
    return Shell.run(
        root, Map.of("AVIARY_INSTANCE", instance), root.resolve("deploy/mail").toString(), "1");
  }

  /** Where the repositories lie that the builder reads. */
  public Path repositories() {
    return state().resolve("git");
  }

  /** Waits until the four services say that they are well, and each that needs Redis reaches it. */
  public void awaitHealthy() {
    Await.until(
        "every service of " + instance + " is healthy",
        PATIENCE,
        () ->
            builderAdmin().healthy()
                && balancer().healthy()
                && monitor().healthy()
                && flags().healthy()
                && builderAdmin().get("/apps").status() == 200
                && flags().get("/flags").body().contains("\"stale\":false"));
  }

  private Path state() {
    return root.resolve(".aviary").resolve(instance);
  }

  @Override
  public void close() {
    client.close();
  }
}

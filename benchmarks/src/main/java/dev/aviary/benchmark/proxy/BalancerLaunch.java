package dev.aviary.benchmark.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the real jar is started: as the stack does, on ports of its own. */
public final class BalancerLaunch {
  /** Of the admin API. */
  static final String TOKEN = "a-token-for-the-benchmark";

  private static final String OPTIONS = "JAVA_OPTS: ";

  private final Path root;
  private final OriginServers origins;
  private final int port = OriginServers.freePort();
  private final int tlsPort = OriginServers.freePort();
  private final int adminPort = OriginServers.freePort();
  private final List<String> options;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * @param root of the checkout that its jar was built in
   */
  public BalancerLaunch(Path root, OriginServers origins) {
    this.root = root;
    this.origins = origins;
    this.options = new ArrayList<>(shippedOptions(root));
    environment.putAll(
        Map.of(
            "AVIARY_PUBLIC_PORT",
            Integer.toString(port),
            "AVIARY_TLS_PORT",
            Integer.toString(tlsPort),
            "AVIARY_BALANCER_ADMIN_PORT",
            Integer.toString(adminPort),
            "AVIARY_SLOT_PORT_BASE",
            Integer.toString(slotPorts()),
            "AVIARY_REDIS_PORT",
            Integer.toString(origins.redis()),
            "AVIARY_DATA",
            data().toString(),
            "AVIARY_ADMIN_TOKEN",
            TOKEN,
            "AVIARY_CERTIFICATES_KEY",
            "0".repeat(64)));
  }

  /** Adds options of the JVM. */
  public BalancerLaunch options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  public BalancerLaunch environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public int port() {
    return port;
  }

  int tlsPort() {
    return tlsPort;
  }

  int adminPort() {
    return adminPort;
  }

  /** What it keeps on disk. */
  public Path data() {
    return origins.folder().resolve("balancer-" + port);
  }

  /** The jar of a checkout. */
  public static Path jar(Path root) {
    return root.resolve("balancer-service/target/balancer-service.jar");
  }

  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** Starts one; it listens when this returns, or a door does in its place. */
  public Daemon start() {
    var command = new ArrayList<>(List.of(java().toString()));
    command.addAll(options);
    command.addAll(List.of("-jar", jar(root).toString()));
    var builder = new ProcessBuilder(command).directory(origins.folder().toFile());
    builder.environment().putAll(environment);
    return Daemon.start("balancer-" + port, origins.folder(), port, builder);
  }

  /** What docker-compose.yml gives the balancer. */
  private static List<String> shippedOptions(Path root) {
    try (var lines = Files.lines(root.resolve("docker-compose.yml"))) {
      return lines
          .map(String::strip)
          .filter(line -> line.startsWith(OPTIONS))
          .map(line -> List.of(line.substring(OPTIONS.length()).split(" ", -1)))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing asks these ports; each balancer has three of its own. */
  private static int slotPorts() {
    return 20_000 + Math.floorMod(OriginServers.freePort(), 9_000);
  }
}

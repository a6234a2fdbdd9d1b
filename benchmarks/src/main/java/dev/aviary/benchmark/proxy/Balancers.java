package dev.aviary.benchmark.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the real jar as the stack does, but with one traffic loop, and a transport of choice. */
final class Balancers {
  private static final String OPTIONS = "JAVA_OPTS: ";

  private final Path root;
  private final Path folder;
  private final int redis;

  Balancers(Path root, Path folder, int redis) {
    this.root = root;
    this.folder = folder;
    this.redis = redis;
  }

  MeasuredProxy start(String name, String transport, boolean log) {
    int port = Lab.freePort();
    int admin = Lab.freePort();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(shippedOptions());
    command.add("-Dmicronaut.netty.event-loops.traffic.num-threads=1");
    command.add("-Dmicronaut.netty.event-loops.traffic.transport=" + transport);
    command.add("-jar");
    command.add(root.resolve("balancer-service/target/balancer-service.jar").toString());
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("AVIARY_PUBLIC_PORT", Integer.toString(port));
    builder.environment().put("AVIARY_BALANCER_ADMIN_PORT", Integer.toString(admin));
    builder.environment().put("AVIARY_SLOT_PORT_BASE", Integer.toString(slotPorts()));
    builder.environment().put("AVIARY_REDIS_PORT", Integer.toString(redis));
    builder.environment().put("AVIARY_DATA", folder.resolve("balancer-" + port).toString());
    builder.environment().put("AVIARY_ADMIN_TOKEN", "a-token-for-the-benchmark");
    builder.environment().put("AVIARY_CERTIFICATES_KEY", "0".repeat(64));
    builder.environment().put("AVIARY_ACCESS_LOG", Boolean.toString(log));
    return new MeasuredProxy(
        name, true, port, Daemon.start("balancer-" + port, folder, port, builder));
  }

  /** What docker-compose.yml gives the balancer. */
  private List<String> shippedOptions() {
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
  private int slotPorts() {
    return 20_000 + Math.floorMod(Lab.freePort(), 9_000);
  }
}

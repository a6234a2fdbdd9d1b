package dev.aviary.benchmark.scale;

import dev.aviary.benchmark.proxy.BalancerLaunch;
import dev.aviary.benchmark.proxy.Daemon;
import dev.aviary.benchmark.proxy.OriginServers;
import dev.aviary.system.stack.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real builder and monitor, on a Redis of their own and the engine of this machine. */
final class ControlPlane implements AutoCloseable {
  static final String INSTANCE = "scale";
  static final String TOKEN = "a-token-for-the-benchmark";

  private final Path root;
  private final Path folder;
  private final int redisPort = OriginServers.freePort();
  private final List<AutoCloseable> opened = new ArrayList<>();

  ControlPlane(Path root) {
    this.root = root;
    try {
      this.folder = Files.createTempDirectory("aviary-scale");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int redisPort() {
    return redisPort;
  }

  /** As docker-compose.yml starts it, but for the limit of memory, which is what is looked at. */
  Daemon startRedis() {
    return kept(
        Daemon.start(
            "redis",
            folder,
            redisPort,
            new ProcessBuilder(
                "redis-server",
                "--port",
                Integer.toString(redisPort),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                "--dir",
                folder.toString(),
                "--notify-keyspace-events",
                "Kg$x",
                "--hz",
                "2")));
  }

  Daemon startBuilder() {
    int admin = OriginServers.freePort();
    ProcessBuilder builder = service("builder-service");
    builder.environment().put("AVIARY_BUILDER_ADMIN_PORT", Integer.toString(admin));
    builder
        .environment()
        .put("AVIARY_BUILDER_TRIGGER_PORT", Integer.toString(OriginServers.freePort()));
    builder.environment().put("AVIARY_BUILD_SECRET", TOKEN);
    builder.environment().put("AVIARY_SECRETS_KEY", "0".repeat(64));
    return kept(Daemon.start("builder", folder, admin, builder));
  }

  Daemon startMonitor() {
    int port = OriginServers.freePort();
    ProcessBuilder builder = service("monitor-service");
    builder.environment().put("AVIARY_MONITOR_PORT", Integer.toString(port));
    return kept(Daemon.start("monitor", folder, port, builder));
  }

  private ProcessBuilder service(String module) {
    var command = new ArrayList<>(List.of(BalancerLaunch.java().toString()));
    command.addAll(shippedOptions());
    Path jar = root.resolve(module).resolve("target").resolve(module + ".jar");
    command.addAll(List.of("-jar", jar.toString()));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("AVIARY_INSTANCE", INSTANCE);
    builder.environment().put("AVIARY_REDIS_PORT", Integer.toString(redisPort));
    builder.environment().put("AVIARY_DATA", folder.resolve(module).toString());
    builder.environment().put("AVIARY_ADMIN_TOKEN", TOKEN);
    return builder;
  }

  /** What the image of the services gives their JVM. */
  private List<String> shippedOptions() {
    try (var lines = Files.lines(root.resolve("deploy/images/service/Dockerfile"))) {
      String options =
          lines
              .filter(line -> line.startsWith("ENV JAVA_OPTS="))
              .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
              .findFirst()
              .orElseThrow();
      return List.of(options.split(" ", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Daemon kept(Daemon daemon) {
    opened.add(daemon);
    return daemon;
  }

  /** Ends the processes, and removes the network that the builder made. */
  @Override
  public void close() {
    for (AutoCloseable each : opened.reversed()) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    Shell.run("sh", "-c", "docker network rm " + INSTANCE + "-apps || true");
  }
}

package dev.aviary.benchmark.proxy;

import dev.aviary.system.stack.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that runs beside the measurement: the backends, Redis, and every proxy. */
final class Lab implements AutoCloseable {
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<MeasuredProxy> quiet = new ArrayList<>();
  private final List<MeasuredProxy> logged = new ArrayList<>();
  private final EventServer events = new EventServer();
  private final List<Integer> ports = List.of(freePort(), freePort(), freePort());
  private final Template template;

  private Lab(Path folder) {
    opened.add(events);
    template =
        new Template(
            folder,
            Map.of(
                "FOLDER", folder.toString(),
                "EVENTS", Integer.toString(events.port()),
                "ORIGIN1", ports.get(0).toString(),
                "ORIGIN2", ports.get(1).toString(),
                "ORIGIN3", ports.get(2).toString(),
                "ORIGIN4", Integer.toString(freePort())));
  }

  /** Starts all of it. */
  static Lab open(Path root) {
    try {
      Path folder =
          // nginx started by root reads its files as somebody else.
          Files.createTempDirectory(
              "aviary-proxies",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      var lab = new Lab(folder);
      try {
        lab.startBackends();
        lab.startProxies(new Balancers(root, folder, lab.redis()));
        return lab;
      } catch (IOException | RuntimeException | Error e) {
        lab.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startBackends() throws IOException {
    Path files = Files.createDirectory(template.folder().resolve("files"));
    Files.writeString(files.resolve("100"), "a".repeat(100));
    Files.writeString(files.resolve("10k"), "a".repeat(10_240));
    Files.writeString(files.resolve("1m"), "a".repeat(1 << 20));
    Path config = template.write("origin.conf", "origin.conf");
    daemon("origin", ports.getFirst(), "nginx", "-c", config.toString());
  }

  private int redis() {
    int port = freePort();
    daemon(
        "redis",
        port,
        "redis-server",
        "--port",
        Integer.toString(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--notify-keyspace-events",
        "Kg$x");
    Routes.publish(port, ports);
    return port;
  }

  private void startProxies(Balancers balancers) {
    quiet.add(nginx("nginx", "off"));
    quiet.add(haproxy("HAProxy", "http", ""));
    quiet.add(haproxy("HAProxy TCP", "tcp", ""));
    quiet.add(kept(balancers.start("balancer, epoll", "epoll", false)));
    quiet.add(kept(balancers.start("balancer, io_uring", "io_uring", false)));
    logged.add(nginx("nginx", template.folder().resolve("access.log").toString()));
    logged.add(haproxy("HAProxy", "http", "log stdout format raw local0"));
    logged.add(kept(balancers.start("balancer, epoll", "epoll", true)));
  }

  Template template() {
    return template;
  }

  /** The proxies, ours last. */
  List<MeasuredProxy> peers(boolean withLog) {
    return withLog ? logged : quiet;
  }

  static String versions() {
    return "%s; %s; %s; Java %s"
        .formatted(
            Shell.run("nginx", "-v"),
            Shell.run("haproxy", "-v").lines().findFirst().orElse(""),
            Shell.run("sh", "-c", "wrk -v | head -1"),
            Runtime.version());
  }

  private MeasuredProxy nginx(String name, String log) {
    int port = freePort();
    String file = "nginx-" + port;
    Path config =
        template
            .with(Map.of("NAME", file, "PORT", Integer.toString(port), "LOG", log))
            .write("nginx.conf", file + ".conf");
    return new MeasuredProxy(
        name, false, port, daemon(file, port, "nginx", "-c", config.toString()));
  }

  private MeasuredProxy haproxy(String name, String mode, String log) {
    int port = freePort();
    String file = "haproxy-" + port;
    boolean http = mode.equals("http");
    Path config =
        template
            .with(
                Map.of(
                    "PORT",
                    Integer.toString(port),
                    "MODE",
                    mode,
                    "LOG",
                    log,
                    "OPTIONS",
                    log.isEmpty() ? "" : "log global\n  option httplog",
                    "BACKEND_OPTIONS",
                    http ? "option forwardfor\n  http-reuse always" : ""))
            .write("haproxy.cfg", file + ".cfg");
    return new MeasuredProxy(
        name, false, port, daemon(file, port, "haproxy", "-f", config.toString()));
  }

  private Daemon daemon(String name, int port, String... command) {
    Daemon daemon = Daemon.start(name, template.folder(), port, new ProcessBuilder(command));
    opened.add(daemon);
    return daemon;
  }

  private MeasuredProxy kept(MeasuredProxy peer) {
    opened.add(peer.daemon());
    return peer;
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

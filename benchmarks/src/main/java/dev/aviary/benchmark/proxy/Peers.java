package dev.aviary.benchmark.proxy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the proxies that the balancer is compared with, each on a port of its own. */
public final class Peers {
  private final OriginServers origins;

  public Peers(OriginServers origins) {
    this.origins = origins;
  }

  /**
   * A way to start one proxy, again and again.
   *
   * @param port where it listens
   */
  public record Launch(String name, Path folder, int port, List<String> command) {
    public Launch {
      command = List.copyOf(command);
    }

    /** Starts it; it listens when this returns. */
    public Daemon start() {
      return Daemon.start(name, folder, port, new ProcessBuilder(command));
    }
  }

  /**
   * @param log the file of its access log, or {@code off}
   */
  public Launch nginx(String log) {
    return nginx(log, "");
  }

  /** nginx with a TLS port beside the other one; HTTP/2 is chosen by ALPN there. */
  Launch nginxTls(ServerCertificate certificate, int tlsPort) {
    return nginx(
        "off",
        """
        listen 127.0.0.1:%d ssl http2 backlog=4096;
            ssl_certificate %s;
            ssl_certificate_key %s;
            ssl_protocols TLSv1.2 TLSv1.3;
        """
            .formatted(tlsPort, certificate.chain(), certificate.key()));
  }

  private Launch nginx(String log, String tls) {
    int port = OriginServers.freePort();
    String file = "nginx-" + port;
    Path config =
        origins
            .template()
            .with(Map.of("NAME", file, "PORT", Integer.toString(port), "LOG", log, "TLS", tls))
            .write("nginx.conf", file + ".conf");
    return new Launch(file, origins.folder(), port, List.of("nginx", "-c", config.toString()));
  }

  /** HAProxy with a master process, which replaces its worker when it is told to. */
  public Launch haproxyMaster() {
    return haproxy("http", "", "-W", "-db");
  }

  /**
   * @param mode {@code http}, or {@code tcp}: it copies bytes
   * @param log the line of its configuration, or nothing
   */
  Launch haproxy(String mode, String log, String... options) {
    int port = OriginServers.freePort();
    String file = "haproxy-" + port;
    boolean http = mode.equals("http");
    Path config =
        origins
            .template()
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
    var command = new ArrayList<>(List.of("haproxy", "-f", config.toString()));
    command.addAll(List.of(options));
    return new Launch(file, origins.folder(), port, command);
  }
}

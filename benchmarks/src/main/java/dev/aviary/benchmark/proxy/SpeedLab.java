package dev.aviary.benchmark.proxy;

import dev.aviary.system.stack.Shell;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The balancer and nginx, each with TLS and without, and bare servers of Netty's. */
final class SpeedLab implements AutoCloseable {
  private static final int EVENTS = 1;

  private final String everywhere = "0-" + (Runtime.getRuntime().availableProcessors() - 1);
  private final Path root;
  private final OriginServers origins = OriginServers.start(EVENTS);
  private final ServerCertificate certificate = ServerCertificate.make(origins.folder());
  private final List<MeasuredProxy> plain = new ArrayList<>();
  private final List<MeasuredProxy> secured = new ArrayList<>();
  private final List<MeasuredProxy> bare = new ArrayList<>();

  private SpeedLab(Path root) {
    this.root = root;
  }

  static SpeedLab open(Path root) {
    var lab = new SpeedLab(root);
    try {
      lab.startNginx();
      lab.origins.publishSecured(ServerCertificate.HOST);
      lab.startBalancer("epoll");
      lab.startBalancer("io_uring");
      lab.startBare("Netty with the JDK's TLS", false, SslProvider.JDK);
      lab.startBare("Netty with BoringSSL", true, SslProvider.OPENSSL);
      return lab;
    } catch (RuntimeException | Error e) {
      lab.close();
      throw e;
    }
  }

  private void startNginx() {
    int tlsPort = OriginServers.freePort();
    var launch = new Peers(origins).nginxTls(certificate, tlsPort);
    Daemon daemon = origins.kept(launch.start());
    plain.add(new MeasuredProxy("nginx", false, launch.port(), daemon));
    secured.add(new MeasuredProxy("nginx", false, tlsPort, daemon));
  }

  private void startBalancer(String transport) {
    String name = "balancer, " + transport;
    var launch = Lab.oneLoop(root, origins, transport, false);
    Daemon daemon = origins.kept(launch.start());
    certificate.give(launch.adminPort());
    plain.add(new MeasuredProxy(name, true, launch.port(), daemon));
    secured.add(new MeasuredProxy(name, true, launch.tlsPort(), daemon));
  }

  private void startBare(String name, boolean ours, SslProvider provider) {
    int port = OriginServers.freePort();
    bare.add(
        new MeasuredProxy(
            name, ours, port, TlsEndpoint.start(root, origins, provider, port, certificate)));
  }

  /** The ports without TLS, nginx's first. */
  List<MeasuredProxy> plain() {
    return plain;
  }

  /** The TLS ports, nginx's first. */
  List<MeasuredProxy> secured() {
    return secured;
  }

  /** The servers that differ in their TLS alone. */
  List<MeasuredProxy> bare() {
    return bare;
  }

  MeasuredProxy origin() {
    return origins.origin();
  }

  ServerCertificate certificate() {
    return certificate;
  }

  Template template() {
    return origins.template();
  }

  /**
   * Keeps the clients on one CPU and all that they ask on another, or lets all of them run
   * everywhere again.
   */
  void keepApart(boolean apart) {
    Shell.run(
        "taskset",
        "-a",
        "-c",
        "-p",
        apart ? "0" : everywhere,
        Long.toString(ProcessHandle.current().pid()));
    plain.forEach(each -> each.daemon().keepOn(apart ? "1" : everywhere));
    origin().daemon().keepOn(apart ? "1" : everywhere);
  }

  @Override
  public void close() {
    origins.close();
  }
}

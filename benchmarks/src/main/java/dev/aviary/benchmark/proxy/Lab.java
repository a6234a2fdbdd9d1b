package dev.aviary.benchmark.proxy;

import dev.aviary.system.stack.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Everything that runs beside the measurement: the origins, and every proxy. */
final class Lab implements AutoCloseable {
  /** Events of one answer. */
  static final int EVENTS = 200;

  private final Path root;
  private final OriginServers origins = OriginServers.start(EVENTS);
  private final List<MeasuredProxy> quiet = new ArrayList<>();
  private final List<MeasuredProxy> logged = new ArrayList<>();

  private Lab(Path root) {
    this.root = root;
  }

  /** Starts all of it. */
  static Lab open(Path root) {
    var lab = new Lab(root);
    try {
      lab.startProxies(new Peers(lab.origins));
      return lab;
    } catch (RuntimeException | Error e) {
      lab.close();
      throw e;
    }
  }

  private void startProxies(Peers peers) {
    quiet.add(other("nginx", peers.nginx("off")));
    quiet.add(other("HAProxy", peers.haproxy("http", "")));
    quiet.add(other("HAProxy TCP", peers.haproxy("tcp", "")));
    quiet.add(balancer("epoll", false));
    quiet.add(balancer("io_uring", false));
    logged.add(other("nginx", peers.nginx(origins.folder().resolve("access.log").toString())));
    logged.add(other("HAProxy", peers.haproxy("http", "log stdout format raw local0")));
    logged.add(balancer("epoll", true));
  }

  private MeasuredProxy other(String name, Peers.Launch launch) {
    return new MeasuredProxy(name, false, launch.port(), origins.kept(launch.start()));
  }

  private MeasuredProxy balancer(String transport, boolean log) {
    var launch = oneLoop(root, origins, transport, log);
    return new MeasuredProxy(
        "balancer, " + transport, true, launch.port(), origins.kept(launch.start()));
  }

  /** The balancer with one traffic loop, as the others have one thread. */
  static BalancerLaunch oneLoop(Path root, OriginServers origins, String transport, boolean log) {
    return new BalancerLaunch(root, origins)
        .options("-Dmicronaut.netty.event-loops.traffic.num-threads=1")
        .environment("AVIARY_TRANSPORT", transport)
        .environment("AVIARY_ACCESS_LOG", Boolean.toString(log));
  }

  Template template() {
    return origins.template();
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

  @Override
  public void close() {
    origins.close();
  }
}

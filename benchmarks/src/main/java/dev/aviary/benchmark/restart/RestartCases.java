package dev.aviary.benchmark.restart;

import dev.aviary.benchmark.proxy.AotCache;
import dev.aviary.benchmark.proxy.BalancerLaunch;
import dev.aviary.benchmark.proxy.OriginServers;
import dev.aviary.benchmark.proxy.Peers;
import dev.aviary.benchmark.restart.RestartCase.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cases: each of ours, and beside them what nginx and HAProxy have for the same. */
final class RestartCases {
  static final String KILLED = "balancer, kill -9";
  static final String NOT_CACHED = "balancer without its AOT cache, kill -9";
  static final String EARLIER = "earlier balancer, kill -9";

  private static final int BUSY_LOOPS = 2;

  private final Path root;
  private final @Nullable Path earlier;
  private final OriginServers origins;
  private final Path cache;

  /**
   * @param earlier a checkout of an earlier version, whose jar is built; null: there is none
   */
  RestartCases(Path root, @Nullable Path earlier, OriginServers origins) {
    this.root = root;
    this.earlier = earlier;
    this.origins = origins;
    this.cache = AotCache.of(root, "balancer-service");
  }

  List<RestartCase> all() {
    var cases = new ArrayList<RestartCase>();
    cases.add(graceful("balancer, replaced side by side", true, RestartedProxy::replace));
    cases.add(graceful("balancer, SIGTERM and started again", true, RestartedProxy::restart));
    cases.add(
        new RestartCase(
            "nginx -s reload",
            () -> peer(new Peers(origins).nginx("off")),
            new Step.Graceful(proxy -> proxy.reload("HUP")),
            0));
    cases.add(
        new RestartCase(
            "HAProxy master-worker, SIGUSR2",
            () -> peer(new Peers(origins).haproxyMaster()),
            new Step.Graceful(proxy -> proxy.reload("USR2")),
            0));
    var killed = kill(KILLED, root, true);
    cases.add(killed);
    cases.add(
        new RestartCase(
            "nginx, kill -9", () -> peer(new Peers(origins).nginx("off")), new Step.Kill(), 0));
    cases.add(
        new RestartCase(
            "HAProxy, kill -9",
            () -> peer(new Peers(origins).haproxyMaster()),
            new Step.Kill(),
            0));
    cases.add(killed.beside(BUSY_LOOPS));
    var notCached = kill(NOT_CACHED, root, false);
    cases.add(notCached);
    cases.add(notCached.beside(BUSY_LOOPS));
    if (earlier != null) {
      var before = kill(EARLIER, earlier, false);
      cases.add(before);
      cases.add(before.beside(BUSY_LOOPS));
    }
    return cases;
  }

  /** The name of a case beside the busy loops. */
  static String loaded(String name) {
    return RestartCase.beside(name, BUSY_LOOPS);
  }

  private RestartCase graceful(String name, boolean cached, Consumer<RestartedProxy> act) {
    return new RestartCase(name, () -> balancer(root, cached), new Step.Graceful(act), 0);
  }

  private RestartCase kill(String name, Path checkout, boolean cached) {
    return new RestartCase(name, () -> balancer(checkout, cached), new Step.Kill(), 0);
  }

  /** A balancer on the sockets of a door of its own; an earlier one knows no door. */
  private RestartedProxy balancer(Path checkout, boolean cached) {
    var launch = new BalancerLaunch(checkout, origins);
    if (cached) {
      launch.options("-XX:AOTCache=" + cache);
    }
    if (!checkout.equals(root)) {
      return new RestartedProxy(launch.port(), launch::start, null);
    }
    var door = new HostDoor(root, origins.folder());
    launch.environment("AVIARY_DOOR", door.path());
    try {
      return new RestartedProxy(launch.port(), launch::start, door);
    } catch (RuntimeException | Error e) {
      door.close();
      throw e;
    }
  }

  private static RestartedProxy peer(Peers.Launch launch) {
    return new RestartedProxy(launch.port(), launch::start, null);
  }
}

package dev.aviary.benchmark.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The most resident memory of a proxy while a case is asked of it. */
final class ResidentMemory {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private ResidentMemory() {}

  /** Of each of these, MB, in their order. */
  static List<Double> most(ProxyCase asked, List<MeasuredProxy> peers, LoadTool tool, int seconds) {
    var all = new ArrayList<Double>();
    for (MeasuredProxy peer : peers) {
      var run =
          CompletableFuture.supplyAsync(
              () -> tool.run(asked, peer, seconds), task -> Thread.ofPlatform().start(task));
      double most = 0;
      while (!run.isDone()) {
        most = Math.max(most, peer.daemon().residentMegabytes());
        LockSupport.parkNanos(LOOK_NANOS);
      }
      if (run.join().errors() > 0) {
        throw new IllegalStateException(peer.name() + " refused some of " + asked.connections());
      }
      all.add(most);
    }
    return all;
  }
}

package dev.aviary.benchmark.proxy;

/**
 * What runs for days is measured as it runs then: load until the JIT compiler rests. Its work is
 * some ten seconds of CPU in all, once after a start, and none later.
 */
final class WarmUp {
  private static final int RUN_SECONDS = 5;
  private static final int MOST_RUNS = 24;

  /** Of the CPU of one run. */
  private static final double AT_REST = 0.01;

  private final Wrk wrk;

  WarmUp(Wrk wrk) {
    this.wrk = wrk;
  }

  /** Runs the case until the proxy is as it will be; at most two minutes. */
  void run(ProxyCase asked, MeasuredProxy peer) {
    if (!peer.ours()) {
      wrk.run(asked, peer, 1);
      return;
    }
    for (int i = 0; i < MOST_RUNS; i++) {
      Cpu all = peer.daemon().cpu();
      Cpu compilers = peer.daemon().compilers();
      wrk.run(asked, peer, RUN_SECONDS);
      double used = peer.daemon().cpu().since(all).total();
      if (peer.daemon().compilers().since(compilers).total() < used * AT_REST) {
        return;
      }
    }
    throw new IllegalStateException(
        peer.name() + " is compiled over and over: see its -XX:+PrintCompilation");
  }
}

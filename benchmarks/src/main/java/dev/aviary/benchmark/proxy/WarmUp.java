package dev.aviary.benchmark.proxy;

/**
 * What runs for days is measured as it runs then: load until the JIT compiler rests. Its work is
 * some ten seconds of CPU in all, once after a start, and none later.
 */
final class WarmUp {
  private static final int RUN_SECONDS = 5;

  /** Of the CPU of one run. */
  private static final double AT_REST = 0.01;

  private final LoadTool tool;
  private final int most;

  WarmUp(LoadTool tool, int most) {
    this.tool = tool;
    this.most = most;
  }

  /**
   * Runs the case until the proxy is as it will be, or as long as the plan allows.
   *
   * @return whether it is
   */
  boolean run(ProxyCase asked, MeasuredProxy peer) {
    if (!peer.daemon().compiles()) {
      tool.run(asked, peer, 1);
      return true;
    }
    for (int i = 0; i < most; i++) {
      Cpu all = peer.daemon().cpu();
      Cpu compilers = peer.daemon().compilers();
      tool.run(asked, peer, RUN_SECONDS);
      double used = peer.daemon().cpu().since(all).total();
      if (peer.daemon().compilers().since(compilers).total() < used * AT_REST) {
        return true;
      }
    }
    System.out.println(peer.name() + " is still compiled: see its -XX:+PrintCompilation");
    return false;
  }
}

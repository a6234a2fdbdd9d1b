package dev.aviary.benchmark.proxy;

/** Asks a proxy for a case, as fast as it can, and tells what that cost. */
interface LoadTool {
  ProxyRun run(ProxyCase asked, MeasuredProxy peer, int seconds);
}

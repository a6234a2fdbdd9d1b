package dev.aviary.benchmark.restart;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A proxy, and what is done to it while visitors ask.
 *
 * @param busyLoops processes that take CPU beside it
 */
record RestartCase(String name, Supplier<RestartedProxy> start, Step step, int busyLoops) {
  /** What is done to the proxy. */
  sealed interface Step {
    /** The proxy goes on or ends gracefully: what is under way is to be whole. */
    record Graceful(Consumer<RestartedProxy> act) implements Step {}

    /** Every process of the proxy is killed, and it is started again. */
    record Kill() implements Step {}
  }

  /** The same on a machine that has other work. */
  RestartCase beside(int loops) {
    return new RestartCase(beside(name, loops), start, step, loops);
  }

  static String beside(String name, int loops) {
    return name + ", beside " + loops + " busy loops";
  }
}

package dev.aviary.benchmark.proxy;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One run of one case against one proxy.
 *
 * @param cpu for each request, us
 * @param perSecond requests answered
 * @param p50 latency, us; as are the others
 * @param resident resident memory at the end, MB
 */
record ProxyRun(
    Cpu cpu, double perSecond, long p50, long p99, long p999, double resident, long errors) {

  /** What is compared, with how it reads in a report. */
  record Measure(String name, ToDoubleFunction<ProxyRun> value) {}

  static final Measure CPU = new Measure("CPU us/request", sample -> sample.cpu().total());

  static final List<Measure> MEASURES =
      List.of(
          CPU,
          new Measure("user us/request", sample -> sample.cpu().user()),
          new Measure("system us/request", sample -> sample.cpu().system()),
          new Measure("requests/s", ProxyRun::perSecond),
          new Measure("p50 us", ProxyRun::p50),
          new Measure("p99 us", ProxyRun::p99),
          new Measure("p99.9 us", ProxyRun::p999),
          new Measure("resident MB", ProxyRun::resident),
          new Measure("errors", ProxyRun::errors));
}

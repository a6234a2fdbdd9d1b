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
record Sample(
    Cpu cpu, double perSecond, long p50, long p99, long p999, double resident, long errors) {

  /** What is compared, with how it reads in a report. */
  record Measure(String name, ToDoubleFunction<Sample> value) {}

  static final Measure CPU = new Measure("CPU us/request", sample -> sample.cpu().total());

  static final List<Measure> MEASURES =
      List.of(
          CPU,
          new Measure("user us/request", sample -> sample.cpu().user()),
          new Measure("system us/request", sample -> sample.cpu().system()),
          new Measure("requests/s", Sample::perSecond),
          new Measure("p50 us", Sample::p50),
          new Measure("p99 us", Sample::p99),
          new Measure("p99.9 us", Sample::p999),
          new Measure("resident MB", Sample::resident),
          new Measure("errors", Sample::errors));
}

package dev.aviary.balancer.account;

import dev.aviary.contract.telemetry.TrafficInterval;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Context;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Shows the meters to Prometheus, by app, track, slot and release. The counts of the meters are
 * read at each scrape; a request is not counted a second time.
 */
@Context
final class RequestMetrics implements MultiCollector {
  private static final double[] BOUNDS_SECONDS = boundsSeconds();

  private final SlotMeters meters;

  RequestMetrics(SlotMeters meters, PrometheusMeterRegistry registry) {
    this.meters = meters;
    registry.getPrometheusRegistry().register(this);
  }

  @Override
  public MetricSnapshots collect() {
    var requests =
        CounterSnapshot.builder()
            .name("aviary_requests")
            .help("Requests by what became of them: the class of their status, or aborted");
    var failures =
        CounterSnapshot.builder()
            .name("aviary_connect_failures")
            .help("Connections to the release's containers that could not be made");
    var inFlight =
        GaugeSnapshot.builder()
            .name("aviary_requests_in_flight")
            .help("Requests that are being answered");
    var durations =
        HistogramSnapshot.builder()
            .name("aviary_request_duration_seconds")
            .help("From a request's head to the end of its answer");
    var overRate =
        CounterSnapshot.builder()
            .name("aviary_requests_over_rate")
            .help("Requests that the rate limit of their app refused");
    meters
        .overRate()
        .forEach((app, refused) -> overRate.dataPoint(count(refused.sum(), Labels.of("app", app))));
    for (SlotMeter meter : meters.all()) {
      Labels labels = labels(meter);
      Totals totals = meter.totals();
      answers(meter, labels).forEach(requests::dataPoint);
      failures.dataPoint(count(totals.connectFailures(), labels));
      inFlight.dataPoint(
          GaugeDataPointSnapshot.builder().value(meter.inFlight()).labels(labels).build());
      durations.dataPoint(duration(meter, totals, labels));
    }
    return MetricSnapshots.of(
        requests.build(), failures.build(), inFlight.build(), durations.build(), overRate.build());
  }

  private static List<CounterDataPointSnapshot> answers(SlotMeter meter, Labels labels) {
    List<Long> answers = meter.answers();
    return SlotMeter.CLASSES.stream()
        .map(
            each -> count(answers.get(SlotMeter.CLASSES.indexOf(each)), labels.add("status", each)))
        .toList();
  }

  private static CounterDataPointSnapshot count(long value, Labels labels) {
    return CounterDataPointSnapshot.builder().value((double) value).labels(labels).build();
  }

  private static HistogramDataPointSnapshot duration(
      SlotMeter meter, Totals totals, Labels labels) {
    var buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < BOUNDS_SECONDS.length; i++) {
      buckets.bucket(BOUNDS_SECONDS[i], totals.latency().get(i));
    }
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(buckets.build())
        .sum((double) meter.nanos() / TimeUnit.SECONDS.toNanos(1))
        .labels(labels)
        .build();
  }

  private static Labels labels(SlotMeter meter) {
    return Labels.of(
        "app", meter.app(),
        "track", meter.slot().track().id(),
        "slot", meter.slot().id(),
        "release", meter.release());
  }

  private static double[] boundsSeconds() {
    List<Integer> millis = TrafficInterval.BOUNDS_MILLIS;
    double[] bounds = new double[millis.size() + 1];
    for (int i = 0; i < millis.size(); i++) {
      bounds[i] = millis.get(i) / 1000.0;
    }
    bounds[millis.size()] = Double.POSITIVE_INFINITY;
    return bounds;
  }
}

package dev.aviary.contract.golden;

import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.ContainerStarts;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.telemetry.Heartbeat;
import dev.aviary.contract.telemetry.RoutedUrl;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.contract.testing.Golden;
import dev.aviary.contract.testing.GoldenValues;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the services report about what they do. */
final class GoldenTelemetry {
  private static final RoutedUrl URL =
      new RoutedUrl("shop", "stable-1", "shop-1111111-2", "http://10.213.0.10:5000", 33.5);

  private static final Judgement COMPARED =
      new Judgement(
          "shop",
          "d-canary",
          "shop-2222222-3",
          GoldenValues.AT,
          CanaryVerdict.BAD,
          List.of("12 of 41 requests failed"),
          null,
          41,
          GoldenValues.COMPARISON,
          GoldenValues.AT.minusSeconds(3),
          CanaryVerdict.GOOD,
          new ContainerStarts(
              Map.of("canary", new ContainerStarts.Start("c-1", GoldenValues.AT.minusSeconds(9))),
              List.of(GoldenValues.AT.minusSeconds(9))),
          new ContainerStarts(Map.of(), List.of()));

  private GoldenTelemetry() {}

  static Stream<Golden> all() {
    return Stream.of(
        new Golden(
            "heartbeat",
            new Heartbeat(
                "b-1",
                GoldenValues.AT,
                new Revision("3fa1b2c4", 17),
                Map.of("c-1", 3),
                List.of(URL))),
        new Golden(
            "heartbeat-least",
            new Heartbeat("b-1", GoldenValues.AT, Revision.NONE, Map.of(), List.of())),
        new Golden(
            "judgement",
            judgement(
                CanaryVerdict.NOT_ENOUGH,
                List.of("errors: 0 of 12"),
                "needs about 140 more canary requests")),
        new Golden("judgement-least", judgement(CanaryVerdict.GOOD, List.of(), null)),
        new Golden("judgement-compared", COMPARED),
        new Golden(
            "traffic-interval",
            interval(7, 1, 2, List.of(1L, 2L, 3L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L))),
        new Golden("traffic-interval-least", interval(0, 0, 0, Collections.nCopies(15, 0L))),
        new Golden("traffic-interval-attempts", attempts()));
  }

  private static Judgement judgement(
      CanaryVerdict verdict, List<String> reasons, @Nullable String missing) {
    return new Judgement(
        "shop", "d-canary", "shop-2222222-3", GoldenValues.AT, verdict, reasons, missing, 12);
  }

  private static TrafficInterval interval(
      long requests, long errors, long failures, List<Long> latency) {
    return new TrafficInterval(
        "b-1", GoldenValues.AT, "canary", "shop-2222222-3", requests, errors, failures, latency);
  }

  private static TrafficInterval attempts() {
    return new TrafficInterval(
        "b-1",
        GoldenValues.AT,
        "canary",
        "shop-2222222-3",
        44,
        0,
        1,
        List.of(0L, 0L, 0L, 0L, 43L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L),
        45,
        1,
        Map.of("12.5", 40L, "16", 3L, "more", 1L),
        2);
  }
}
